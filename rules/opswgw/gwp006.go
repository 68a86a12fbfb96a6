package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP006 reports "@" in the place of a colon.
var GWP006 = &rules.Rule{
	ID:       "GWP006",
	Name:     "at-sign",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A tunnel, listener or rule has @ where a colon belongs.",
	Why:      "The fields are divided by colons. The gateway takes the @ for a part of a host or a number.",
	Source:   upgradeGuide + ", Rolling Mesh Upgrade, phases 1 and 2",
	Bad:      "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2@200@0:/c.pem\n",
	Good:     "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/c@d.pem\n",
	Fix:      rules.Safe,
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		report := func(i opswgw.Item) {
			ats := i.Ats()
			if len(ats) == 0 || i.Entry.Commented {
				return
			}
			mend := rules.Mend(f.Colons(i, "GWP006 at-sign"))
			if parsers.SecretInside(i.Text) { // a user and a password stand before the "@"
				mend = rules.Mend(nil)
			}
			p.Report(ats[0], fmt.Sprintf("%s %q has @ where a colon belongs", i.Entry.Name, i.Text), mend)
		}
		for t := range f.TunnelSrcs() {
			report(t.Item)
		}
		for t := range f.TunnelDsts() {
			report(t.Item)
		}
		for r := range f.LoadBalanceRules() {
			report(r.Item)
		}
	}),
}
