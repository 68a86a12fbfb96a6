package sascore

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR004 reports parameters that a file would show, if it was there.
var COR004 = &rules.Rule{
	ID:       "COR004",
	Name:     "no-evidence",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Info: "without --strict"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "No file was found that shows the value of a parameter.",
	Why: "The host that has the file may not be among those given, the file may not be readable, or what it says leaves it open. " +
		"The help of the finding says where it was looked for. With --strict this counts as an error.",
	Source: upgradeGuide + ", table 3-1",
	Bad:    head + "hub.ip: 10.0.0.1\n-- etc/hosts --\n127.0.0.1 localhost\n",
	Good:   head + "default_locale: en_US.UTF-8\n-- etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties --\nopswgw.Gateway=cgw0-C43\n",
	Root:   true,
	Site:   true,
	Check: results(NoEvidence, func(p *rules.Pass, c *Core, r Result) {
		help := rules.Help("look it up: %s", r.Do)
		if len(r.Looked) > 0 {
			help = rules.Help("look it up: %s; looked at: %s", r.Do, strings.Join(r.Looked, "; "))
		}
		p.Report(r.Span(), r.Why, help, c.open())
	}),
}
