package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA017 reports known connections that are addresses of the cluster itself.
var LHA017 = &rules.Rule{
	ID:       "LHA017",
	Name:     "known-connection-of-the-cluster",
	Severity: parsers.Warning,
	Formats:  []string{"clconf", "appconf"},
	Since:    "0.1.0",
	Summary:  "net_known_connections holds an address of one of the cluster's applications.",
	Why: "The addresses are to be outside the cluster. One of an application answers ping wherever the application runs, " +
		"and tells nothing about the network. Check clconf.xml and the appconf.xml files together.",
	Help:   "name the address of a host outside the cluster",
	Source: howto + ", Required clconf.xml Changes",
	Bad: "-- etc/cluster/clconf.xml --\n<clconf>\n  <net_known_connections>10.0.0.5</net_known_connections>\n</clconf>\n" +
		"-- etc/cluster/web/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n",
	Good: "-- etc/cluster/clconf.xml --\n<clconf>\n  <net_known_connections>10.0.0.1</net_known_connections>\n</clconf>\n" +
		"-- etc/cluster/web/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n",
	Check: func(p *rules.Pass) {
		facts := known(p)
		if c, ok := parsers.As[*linuxha.Clconf](p.Doc); ok {
			for _, section := range c.Sections(facts) {
				for _, word := range c.Connections(section) {
					if addr, ok := word.Addr(); ok {
						p.Export(outside, addr.String(), word.Span)
					}
				}
			}
		}
		if a, ok := parsers.As[*linuxha.Appconf](p.Doc); ok {
			for _, own := range a.OwnAddresses(facts) {
				p.Export(own.Basis.Reason, own.Addr.String(), own.Span)
			}
		}
	},
	CheckSet: func(p *rules.SetPass) {
		own := make(map[string]rules.Export)
		for _, e := range p.Exports {
			if _, there := own[e.Value]; !there && e.Key != outside {
				own[e.Value] = e
			}
		}
		for _, e := range p.Exports {
			if app, ok := own[e.Value]; ok && e.Key == outside {
				p.Report(e, fmt.Sprintf("%s is an address of an application of the cluster, and is to be outside it", e.Value),
					rules.SeeExport(app, "the application's address"), because(app))
			}
		}
	},
}

// outside is the key of exports that are known connections.
const outside = "\x00known connection"
