package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/pattern"
	"cfgtool/rules"
)

// placeholder is how the guide writes what a person fills in.
var placeholder = pattern.Of(`<[A-Za-z][A-Za-z0-9 _.]*>`)

// GWP014 reports words that were to be filled in.
var GWP014 = &rules.Rule{
	ID:       "GWP014",
	Name:     "placeholder",
	Severity: parsers.Error,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A value holds a word in angle brackets, as the guide writes what is to be filled in.",
	Why:      "The line was copied from the guide and not completed. No host and no file has such a name.",
	Source:   upgradeGuide + ", Conventions, and Rolling Mesh Upgrade, phase 1",
	Bad:      "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:<cert_location>\n",
	Good:     "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/var/opt/opsware/crypto/opswgw.pem\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		for e := range f.Entries() {
			if word := placeholder().FindString(e.Value); word != "" && !e.Commented {
				p.Report(e.Place, fmt.Sprintf("%s is to be filled in", word))
			}
		}
	}),
}
