package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA003 reports a section of known connections without any.
var LHA003 = &rules.Rule{
	ID:       "LHA003",
	Name:     "empty-known-connections",
	Severity: parsers.Warning,
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "net_known_connections holds no address.",
	Why:      "It is to hold one or more IP addresses. Without one, the cluster has nothing to ping when it has to tell whether its network is partitioned.",
	Source:   howto + ", Required clconf.xml Changes",
	Bad:      "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  </net_known_connections>\n</clconf>\n",
	Good:     "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.168.1.1\n  </net_known_connections>\n</clconf>\n",
	Check: rules.For(func(p *rules.Pass, c *linuxha.Clconf) {
		facts := known(p)
		for _, section := range c.Sections(facts) {
			children := 0
			for range section.Children() {
				children++
			}
			if children == 0 && len(c.Connections(section)) == 0 {
				p.Report(section.Start(), fmt.Sprintf("%s holds no address", section.Name()), rules.Help("cfgtool migrate clconf.xml --to 1.1 --known-connection IP adds one"))
			}
		}
	}),
}
