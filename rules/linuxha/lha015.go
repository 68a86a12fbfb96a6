package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA015 reports what network no longer uses. The embedded profile names
// nothing, since the howto lost the list.
var LHA015 = &rules.Rule{
	ID:       "LHA015",
	Name:     "network-no-longer-used",
	Severity: parsers.Warning,
	Formats:  []string{"appconf"},
	Since:    "0.1.0",
	Summary:  "A network has a setting that 1.1 no longer uses.",
	Why: "It has no effect, and misleads who reads it. The howto asks to remove it at some point. " +
		"Its list of such settings is lost, so a profile has to name them.",
	Source: howto + ", Required appconf.xml Changes",
	Bad: "-- profile.yaml --\nschema: cfgtool.profile/1\nproduct: linuxha\n" +
		"appconf:\n  dropped:\n  - {name: old, source: the site's own notes}\n" +
		"-- appconf.xml --\n<app>\n  <network old=\"1\"/>\n</app>\n",
	Good: "-- profile.yaml --\nschema: cfgtool.profile/1\nproduct: linuxha\n" +
		"appconf:\n  dropped:\n  - {name: old, source: the site's own notes}\n" +
		"-- appconf.xml --\n<app>\n  <network/>\n</app>\n",
	Check: rules.For(func(p *rules.Pass, a *linuxha.Appconf) {
		facts := known(p)
		if len(facts.Appconf.Dropped) == 0 {
			return
		}
		for _, network := range a.Networks(facts) {
			for _, old := range facts.Appconf.Dropped {
				for _, e := range linuxha.EntriesNamed(a.File, network, old.Name) {
					p.Report(e.Span, fmt.Sprintf("%s of %s is no longer used from 1.1 on", old.Name, network.Name()),
						rules.Help("cfgtool migrate appconf.xml --to 1.1 removes it"), on(old.Basis))
				}
			}
		}
	}),
}
