package sascore

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR002 reports parameters that the upgrade of this core needs.
var COR002 = &rules.Rule{
	ID:       "COR002",
	Name:     "missing",
	Severity: parsers.Error,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter that the upgrade of this core needs is absent or empty.",
	Why: "The guide has every value of the table verified that it does not exempt, and one that is not there cannot match the core. " +
		"What is exempt depends on the core: --role and --multimaster.",
	Source: upgradeGuide + ", Preparation for All Upgrades and table 3-1",
	Bad:    head + "hub.ip:\n" + complete,
	Good:   head + "hub.ip: 10.0.0.1\n" + complete,
	Root:   true,
	Site:   true,
	Check: results(Missing, func(p *rules.Pass, _ *Core, r Result) {
		p.Report(r.Span(), r.Why, rules.Help("to find the value: %s", r.Do))
	}),
}
