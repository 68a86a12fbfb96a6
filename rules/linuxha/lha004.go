package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA004 reports what stands among known connections and is no address.
var LHA004 = &rules.Rule{
	ID:       "LHA004",
	Name:     "known-connection-no-address",
	Severity: parsers.Warning,
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "net_known_connections holds something that is no IP address.",
	Why:      "The howto asks for IP addresses. What Linuxha.net makes of a host name, or of a misspelt address, is not documented; at best it does not answer ping.",
	Help:     "write the IP address of a host outside the cluster",
	Source:   howto + ", Required clconf.xml Changes",
	Bad:      "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.168.1.300\n  </net_known_connections>\n</clconf>\n",
	Good:     "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.168.1.30\n  </net_known_connections>\n</clconf>\n",
	Check: rules.For(func(p *rules.Pass, c *linuxha.Clconf) {
		for _, section := range c.Sections(known(p)) {
			for child := range section.Children() {
				p.Report(child.Start(), fmt.Sprintf("%s holds the element <%s>, and is to hold IP addresses as text", section.Name(), child.Name()))
			}
			for _, word := range c.Connections(section) {
				if _, ok := word.Addr(); !ok {
					p.Report(word.Span, fmt.Sprintf("%q is no IP address", word.Text))
				}
			}
		}
	}),
}
