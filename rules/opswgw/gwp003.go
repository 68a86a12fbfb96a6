package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP003 reports costs and bandwidths that are no numbers.
var GWP003 = &rules.Rule{
	ID:       "GWP003",
	Name:     "tunnel-number",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "The cost or the bandwidth of a tunnel is no number, or too large.",
	Why: "The cost decides which tunnel is used: the cheapest that stands. A tunnel whose cost cannot be read " +
		"may be refused, or taken for the cheapest.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade, phase 1 (TunnelSrc=<IP>:200:0:<cert_location>)",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:high:0:/var/opt/opsware/crypto/opswgw.pem\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/var/opt/opsware/crypto/opswgw.pem\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		limits := known(p).Cost
		for t := range active(f.TunnelSrcs()) {
			if why := limits.Fault(t.Cost); why != "" {
				p.Report(t.Cost.Span, fmt.Sprintf("the cost %q %s", t.Cost.Text, why), assumed(limits.Assumed, limits.Reason))
			}
			if _, ok := t.Bandwidth.Number(); !ok {
				p.Report(t.Bandwidth.Span, fmt.Sprintf("the bandwidth %q is no number of 32 bits", t.Bandwidth.Text), rules.Assumed("the field behind the cost is the bandwidth"))
			}
		}
	}),
}
