package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA014 reports settings that stand twice.
var LHA014 = &rules.Rule{
	ID:       "LHA014",
	Name:     "clstart-repeated-element",
	Severity: parsers.Warning,
	Formats:  []string{"clstart"},
	Since:    "0.1.0",
	Summary:  "clstart.xml has a setting twice.",
	Why:      "Which of the two counts is not documented.",
	Source:   manPage,
	Bad:      "-- clstart.xml --\n<clstart_config>\n  <timeout>60</timeout>\n  <timeout>90</timeout>\n</clstart_config>\n",
	Good:     "-- clstart.xml --\n<clstart_config>\n  <timeout>60</timeout>\n</clstart_config>\n",
	Check: settings(func(p *rules.Pass, c *linuxha.Clstart) {
		first := make(map[string]parsers.Span)
		for e := range linuxha.Entries(c.File, c.Root()) {
			if _, ok := linuxha.SettingNamed(e.Name); !ok || e.Child == nil {
				continue
			}
			if before, twice := first[e.Name]; twice {
				p.Report(e.Child.Start(), fmt.Sprintf("<%s> stands here a second time", e.Name), rules.See(before, "the first one"), rules.Help("remove one of the two"))
				continue
			}
			first[e.Name] = e.Child.Start()
		}
	}),
}
