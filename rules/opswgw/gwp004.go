package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP004 reports a second tunnel to the same gateway.
var GWP004 = &rules.Rule{
	ID:       "GWP004",
	Name:     "repeated-peer",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "Two tunnels lead to the same gateway.",
	Why: "A second tunnel to a gateway is no backup: it goes down with the first. Most often a line was added twice, " +
		"with and without its port.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade, phase 1: one tunnel for each other core",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/c.pem\nopswgw.TunnelSrc=10.0.0.2:2001:200:0:/c.pem\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/c.pem\nopswgw.TunnelSrc=10.0.0.3:200:0:/c.pem\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		known := make(map[string]*peers)
		n := 0
		for t := range active(f.TunnelSrcs()) {
			peer := t.Peer()
			host := opswgw.Host(peer.Host)
			if known[host] == nil {
				known[host] = &peers{ports: make(map[uint16]numbered)}
			}
			if before := known[host].first(peer.Port); before != nil {
				p.Report(t.Span, fmt.Sprintf("a second tunnel to %s", peer), rules.See(before.Span, "the first one"), rules.Help("remove one of the two"))
			}
			known[host].add(peer.Port, numbered{t, n})
			n++
		}
	}),
}

// peers are the tunnels to one host: the first one, and the first to each port.
// Port 0 is none.
type peers struct {
	any   numbered
	ports map[uint16]numbered
}

// numbered is a tunnel and its place among all.
type numbered struct {
	*opswgw.TunnelSrc
	n int
}

func (p *peers) add(port uint16, t numbered) {
	if p.any.TunnelSrc == nil {
		p.any = t
	}
	if _, there := p.ports[port]; !there {
		p.ports[port] = t
	}
}

// first is the first tunnel that leads to the same gateway as one to this port,
// as opswgw.Peer.Same tells, or nil.
func (p *peers) first(port uint16) *opswgw.TunnelSrc {
	if port == 0 {
		return p.any.TunnelSrc
	}
	first, there := p.ports[port]
	if portless, ok := p.ports[0]; ok && (!there || portless.n < first.n) {
		first = portless
	}
	return first.TunnelSrc
}
