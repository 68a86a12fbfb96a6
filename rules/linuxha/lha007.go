package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA007 reports port entries that hold no port.
var LHA007 = &rules.Rule{
	ID:       "LHA007",
	Name:     "port-out-of-range",
	Severity: parsers.Warning,
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "A port entry holds no number from 1 to 65535.",
	Why:      "The daemon cannot listen on it. From 1.1 on, global entries state the ports of the daemons.",
	Source:   howto + ", Required clconf.xml Changes; RFC 9293, section 3.1",
	Bad:      "-- clconf.xml --\n<clconf>\n  <global>\n    <cldaemon_port>89000</cldaemon_port>\n  </global>\n</clconf>\n",
	Good:     "-- clconf.xml --\n<clconf>\n  <global>\n    <cldaemon_port>8900</cldaemon_port>\n  </global>\n</clconf>\n",
	Check: rules.For(func(p *rules.Pass, c *linuxha.Clconf) {
		facts := known(p)
		for _, e := range c.PortEntries(facts) {
			if _, ok := linuxha.ParsePort(e.Value); ok {
				continue
			}
			basis, _ := facts.PortEntry(e.Name)
			p.Report(inside(e), fmt.Sprintf("%s is %q, which is no port from 1 to %d", e.Name, e.Value, linuxha.MaxPort), on(basis))
		}
	}),
}
