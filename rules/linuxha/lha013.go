package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/pattern"
	"cfgtool/rules"
)

// LHA013 reports a time-out that is no whole number.
var LHA013 = &rules.Rule{
	ID:       "LHA013",
	Name:     "clstart-timeout",
	Severity: parsers.Warning,
	Formats:  []string{"clstart"},
	Since:    "0.1.0",
	Summary:  "The timeout of clstart.xml is no whole number.",
	Why:      "It is how long a node waits for the other one when it boots. The man page shows digits; its unit and default are not documented.",
	Source:   manPage,
	Bad:      "-- clstart.xml --\n<clstart_config>\n  <timeout>60s</timeout>\n</clstart_config>\n",
	Good:     "-- clstart.xml --\n<clstart_config>\n  <timeout>60</timeout>\n</clstart_config>\n",
	Check: settings(func(p *rules.Pass, c *linuxha.Clstart) {
		for e := range linuxha.Entries(c.File, c.Root()) {
			if s, ok := linuxha.SettingNamed(e.Name); ok && s.Number && e.Child != nil && !digits().MatchString(e.Value) {
				p.Report(inside(e), fmt.Sprintf("%s is %q, which is no whole number", e.Name, e.Value), rules.Assumed("the man page shows digits"))
			}
		}
	}),
}

var digits = pattern.Of(`^[0-9]+$`)
