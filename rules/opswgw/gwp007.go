package opswgw

import (
	"fmt"
	"strings"
	"sync"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP007 reports tunnels that end in a colon.
var GWP007 = &rules.Rule{
	ID:       "GWP007",
	Name:     "wrapped-tunnel",
	Severity: parsers.Error,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A TunnelSrc ends in a colon; its certificate is missing, or stands on the next line.",
	Why: "The upgrade guide prints the line in two. Copied so, the tunnel has no certificate, and the next line is " +
		"an entry of its own that means nothing.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade, phase 1, step 1",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:\n/var/opt/opsware/crypto/opswgw.pem\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/var/opt/opsware/crypto/opswgw.pem\n",
	Fix:    rules.Safe,
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		certificates := sync.OnceValue(func() []string { return known(p).Certificates(f) })
		broken := make(map[*opswgw.Entry]opswgw.Wrapped)
		for _, w := range f.Wrapped() {
			broken[w.Entry] = w
		}
		for t := range active(f.TunnelSrcs()) {
			if !t.Cert.Set || t.Cert.Text != "" {
				continue
			}
			if w, ok := broken[t.Entry]; ok && t.Span.End == t.Entry.End() {
				p.Report(t.Span, fmt.Sprintf("the tunnel to %s ends in a colon, and its certificate stands on the next line", t.Peer()),
					rules.See(w.Rest, "the certificate"), rules.Mend(f.Join(w, "GWP007 wrapped-tunnel")))
				continue
			}
			p.Report(t.Span, fmt.Sprintf("the tunnel to %s ends in a colon, but names no certificate", t.Peer()),
				rules.Help("write the path of opswgw.pem behind it: %s", strings.Join(certificates(), " or ")))
		}
	}),
}
