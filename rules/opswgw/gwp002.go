package opswgw

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP002 reports ports that are none.
var GWP002 = &rules.Rule{
	ID:       "GWP002",
	Name:     "port-range",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where a place is assumed to be a port"},
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A port is no number from 1 to 65535.",
	Why:      "The gateway cannot listen on such a port or connect to it.",
	Source:   "RFC 9293, section 3.1; " + upgradeGuide + ", table 3-1 (ProxyPort, LoadBalanceRule) and Rolling Mesh Upgrade (TunnelDst)",
	Bad:      "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelDst=127.0.0.1:20022002\nopswgw.ProxyPort=0\n",
	Good:     "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelDst=127.0.0.1:2002\nopswgw.ProxyPort=3001\nopswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.0.0.1:2222\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		port := func(field opswgw.Field, options ...rules.Option) {
			if _, ok := field.Port(); !ok && field.Set {
				p.Report(field.Span, fmt.Sprintf("%q is no port from 1 to 65535", field.Text), options...)
			}
		}
		for t := range active(f.TunnelSrcs()) {
			port(t.Port, rules.Assumed("the second of five fields is the port"))
		}
		for t := range active(f.TunnelDsts()) {
			port(t.Port)
		}
		for r := range active(f.LoadBalanceRules()) {
			service := func(field opswgw.Field) {
				if strings.Trim(field.Text, "0123456789") == "" { // else it is the name of a service
					port(field)
				}
			}
			service(r.Port)
			for t := range r.Targets() {
				service(t.Port)
			}
		}
		for e := range f.Active("ProxyPort") {
			// Other entries have "address:port"; this one is not refused for it.
			text := e.Value[strings.LastIndex(e.Value, ":")+1:]
			port(opswgw.Field{Text: strings.TrimSpace(text), Span: e.Place, Set: true})
		}
	}),
}
