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
		var before []*opswgw.TunnelSrc
		for t := range active(f.TunnelSrcs()) {
			for _, b := range before {
				if b.Peer().Same(t.Peer()) {
					p.Report(t.Span, fmt.Sprintf("a second tunnel to %s", t.Peer()), rules.See(b.Span, "the first one"), rules.Help("remove one of the two"))
					break
				}
			}
			before = append(before, t)
		}
	}),
}
