package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP005 reports backup tunnels that are used before the primary one.
var GWP005 = &rules.Rule{
	ID:       "GWP005",
	Name:     "backup-cost",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the costs are equal"},
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A backup tunnel does not cost more than the primary one.",
	Why: "The cheapest tunnel that stands carries the traffic. A backup that is cheaper takes it from the gateway's own core, " +
		"one that costs the same shares it.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade: backup tunnels have a higher cost than the one to the core gateway",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=127.0.0.1:2002:100:0:/c.pem\nopswgw.TunnelSrc=10.0.0.2:2001:50:0:/c.pem\nopswgw.TunnelSrc=10.0.0.3:2001:100:0:/c.pem\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=127.0.0.1:2002:100:0:/c.pem\nopswgw.TunnelSrc=10.0.0.2:2001:200:0:/c.pem\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		if kind := f.Gateway().Kind; kind != opswgw.Agent && kind != opswgw.Satellite {
			return
		}
		primary, option := primary(f)
		if primary == nil {
			return
		}
		least, ok := primary.Cost.Number()
		if !ok {
			return
		}
		see, higher := rules.See(primary.Cost.Span, "the cost of the primary tunnel"), rules.Help("give it a cost above %d", least)
		for t := range active(f.TunnelSrcs()) {
			cost, ok := t.Cost.Number()
			switch {
			case !ok || t.Peer().Same(primary.Peer()):
			case cost < least:
				p.Report(t.Cost.Span, fmt.Sprintf("the tunnel to %s costs %d, less than the %d of the primary one to %s", t.Peer(), cost, least, primary.Peer()), see, higher, option)
			case cost == least:
				p.Report(t.Cost.Span, fmt.Sprintf("the tunnel to %s costs %d, as much as the primary one to %s", t.Peer(), cost, primary.Peer()), see, higher, rules.At(parsers.Info), option)
			}
		}
	}),
}

// primary is the tunnel to the gateway's own core: an agent gateway's to this
// host, else the first.
func primary(f *opswgw.File) (*opswgw.TunnelSrc, rules.Option) {
	var first *opswgw.TunnelSrc
	for t := range active(f.TunnelSrcs()) {
		if opswgw.Loopback(t.Host.Text) {
			return t, func(*rules.Finding) {}
		}
		if first == nil {
			first = t
		}
	}
	return first, rules.Assumed("the first TunnelSrc is the primary one")
}
