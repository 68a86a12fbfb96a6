package opswgw

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
		var all []leading
		for t := range active(f.TunnelSrcs()) {
			peer := t.Peer()
			all = append(all, leading{opswgw.Host(peer.Host), peer.Port, t.Span})
		}
		before := earlier(all)
		n := 0
		for t := range active(f.TunnelSrcs()) {
			if first := before[n]; first >= 0 {
				p.Report(t.Span, fmt.Sprintf("a second tunnel to %s", t.Peer()), rules.See(all[first].at, "the first one"), rules.Help("remove one of the two"))
			}
			n++
		}
	}),
}

// leading is where a tunnel leads to. Port 0 is none.
type leading struct {
	host string
	port uint16
	at   parsers.Span
}

// earlier is for each tunnel the first one before it that leads to the same gateway, as
// opswgw.Peer.Same tells, or -1.
func earlier(all []leading) []int32 {
	before, byHost := make([]int32, len(all)), make([]int32, len(all))
	for i := range byHost {
		byHost[i] = int32(i)
	}
	slices.SortFunc(byHost, func(a, b int32) int { return cmp.Or(strings.Compare(all[a].host, all[b].host), cmp.Compare(a, b)) })
	var first int32                 // of the tunnels to one host
	ports := make(map[uint16]int32) // the first one to each port of it
	for n, i := range byHost {
		if n == 0 || all[i].host != all[first].host {
			first = i
			clear(ports)
		}
		before[i] = -1
		port := all[i].port
		there, ok := ports[port]
		if portless, open := ports[0]; open && (!ok || portless < there) {
			there, ok = portless, true
		}
		switch {
		case port == 0 && i != first:
			before[i] = first
		case port != 0 && ok:
			before[i] = there
		}
		if _, known := ports[port]; !known {
			ports[port] = i
		}
	}
	return before
}
