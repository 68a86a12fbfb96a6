package sascore

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR003 reports parameters that only a person can verify.
var COR003 = &rules.Rule{
	ID:       "COR003",
	Name:     "manual",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Info: "without --strict"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter can be verified by a person only.",
	Why: "No file of a core shows its value. The help of the finding says where to look. What was looked up goes into a file of " +
		"facts, which cfgtool facts init makes and --facts reads. With --strict this counts as an error.",
	Source: upgradeGuide + ", table 3-1",
	Bad:    head + "hub.ip: 10.0.0.1\n" + lbFile,
	Good:   "-- resp.20080301 --\ntruth.sid: truth\ntruth.dcNm: C43\nhub.ip: 10.0.0.1\ncgw_address: 10.0.0.1\ntruth.tnsdir: /var/opt/oracle\n" + lbFile,
	Root:   true,
	Site:   true,
	Check: results(Manual, func(p *rules.Pass, c *Core, r Result) {
		p.Report(r.Span(), r.Why, rules.Help("look it up: %s", r.Do), c.open())
	}),
}
