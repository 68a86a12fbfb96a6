package opswgw

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP015 reports hosts that there cannot be.
var GWP015 = &rules.Rule{
	ID:       "GWP015",
	Name:     "impossible-host",
	Severity: parsers.Error,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "The host of a tunnel, a listener or a target, or GWAddress, is no address and no name that a host can have.",
	Why: "Nothing can connect to such a host: an address has a number above 255, or there are quotes, a blank or a note in its place. " +
		"A tunnel to it looks like a backup, and is none.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade, phase 1 (TunnelSrc=<IP of CGW>); RFC 1123, section 2.1; RFC 3986, section 3.2.2",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=999.1.1.1:2001:200:0:/c.pem\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.1.1.1:2001:200:0:/c.pem\nopswgw.TunnelSrc=[2001:db8::1]:2001:200:0:/c.pem\nopswgw.TunnelSrc=gw_2.example.com.:2001:200:0:/c.pem\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		report := func(at parsers.Span, host string, fault func(string) string) {
			if why := fault(host); why != "" && !placeholder().MatchString(host) { // that has a rule of its own
				p.Report(at, fmt.Sprintf("%q can be no host here: %s", host, why), rules.Help("write the address or the name of the host, and nothing else"))
			}
		}
		for t := range active(f.TunnelSrcs()) {
			report(t.Host.Span, t.Host.Text, opswgw.PeerFault)
		}
		for t := range active(f.TunnelDsts()) {
			if t.Host.Set {
				report(t.Host.Span, t.Host.Text, opswgw.HostFault)
			}
		}
		for r := range active(f.LoadBalanceRules()) {
			report(r.Host.Span, r.Host.Text, opswgw.HostFault)
			for t := range r.Targets() {
				report(t.Host.Span, t.Host.Text, opswgw.PeerFault)
			}
		}
		for e := range f.Active("GWAddress") {
			report(e.Place, strings.TrimSpace(e.Value), opswgw.PeerFault)
		}
	}),
}
