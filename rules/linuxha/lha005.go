package linuxha

import (
	"fmt"
	"net/netip"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA005 reports known connections that stand twice.
var LHA005 = &rules.Rule{
	ID:       "LHA005",
	Name:     "repeated-known-connection",
	Severity: parsers.Warning,
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "net_known_connections holds an address twice.",
	Why:      "It counts for no more than once when the cluster tells whether its network is partitioned, so there is one address less than it seems.",
	Source:   howto + ", Required clconf.xml Changes",
	Bad:      "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.168.1.1\n  192.168.1.1\n  </net_known_connections>\n</clconf>\n",
	Good:     "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.168.1.1\n  192.168.1.2\n  </net_known_connections>\n</clconf>\n",
	Check: connections(func(p *rules.Pass, words []linuxha.Connection) {
		first := make(map[netip.Addr]linuxha.Connection)
		for _, word := range words {
			addr, ok := word.Addr()
			if !ok {
				continue
			}
			if before, twice := first[addr]; twice {
				p.Report(word.Span, fmt.Sprintf("%s is listed before", word.Text), rules.See(before.Span, "listed here first"), rules.Help("remove one of the two"))
				continue
			}
			first[addr] = word
		}
	}),
}
