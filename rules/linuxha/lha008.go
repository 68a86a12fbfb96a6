package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA008 reports ports that two entries state.
var LHA008 = &rules.Rule{
	ID:       "LHA008",
	Name:     "port-used-twice",
	Severity: parsers.Warning,
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "Two port entries state the same port.",
	Why:      "Two daemons of a host cannot listen on one port, so the second one does not start.",
	Help:     "give one of the two another port",
	Source:   howto + ", Required clconf.xml Changes",
	Bad:      "-- clconf.xml --\n<clconf>\n  <global cldaemon_port=\"8900\" cllockd_port=\"8900\"/>\n</clconf>\n",
	Good:     "-- clconf.xml --\n<clconf>\n  <global cldaemon_port=\"8900\" cllockd_port=\"8901\"/>\n</clconf>\n",
	Check: rules.For(func(p *rules.Pass, c *linuxha.Clconf) {
		facts := known(p)
		first := make(map[int]linuxha.Entry)
		for _, e := range c.PortEntries(facts) {
			n, ok := linuxha.ParsePort(e.Value)
			if !ok {
				continue
			}
			before, twice := first[n]
			if !twice {
				first[n] = e
				continue
			}
			basis, _ := facts.PortEntry(e.Name)
			if other, _ := facts.PortEntry(before.Name); !basis.Assumed {
				basis = other
			}
			p.Report(inside(e), fmt.Sprintf("%s is %d, the port of %s", e.Name, n, before.Name), rules.See(before.Span, "stated here first"), on(basis))
		}
	}),
}
