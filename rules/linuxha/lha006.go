package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA006 reports known connections that are IPv6 addresses.
var LHA006 = &rules.Rule{
	ID:       "LHA006",
	Name:     "known-connection-ipv6",
	Severity: parsers.Info,
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "net_known_connections holds an IPv6 address.",
	Why:      "The notes on Linuxha.net 1.4 list the support of IPv6 as new, so 1.1 is likely to have none.",
	Help:     "name an IPv4 address, unless every node has 1.4 or newer",
	Source:   "linuxhanet-1411-nearly-ready, February 2013",
	Bad:      "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  2001:db8::1\n  </net_known_connections>\n</clconf>\n",
	Good:     "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.0.2.1\n  </net_known_connections>\n</clconf>\n",
	Check: connections(func(p *rules.Pass, words []linuxha.Connection) {
		for _, word := range words {
			if addr, ok := word.Addr(); ok && addr.Is6() {
				p.Report(word.Span, fmt.Sprintf("%s is an IPv6 address, which versions before 1.4 do not support", word.Text),
					rules.Assumed("the notes on 1.4 list IPv6 as new"))
			}
		}
	}),
}
