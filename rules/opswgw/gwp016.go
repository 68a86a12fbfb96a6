package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP016 reports that the listener for the local agent gateway is off.
var GWP016 = &rules.Rule{
	ID:       "GWP016",
	Name:     "listener-off",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A core gateway's listener for the agent gateway of its host is commented out.",
	Why: "The guide has it commented out while the core is upgraded, so that the agent gateway uses a backup tunnel to another core, and brought back " +
		"afterwards. Left so, the core's agents stay with another core, and all of its traffic takes the long way.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade, phase 2, steps 1 and 5",
	Bad:    "-- etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties --\nopswgw.TunnelDst=2001:/c/opswgw.pem\n#opswgw.TunnelDst=127.0.0.1:2002\n",
	Good:   "-- etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties --\nopswgw.TunnelDst=2001:/c/opswgw.pem\nopswgw.TunnelDst=127.0.0.1:2002\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		local, err := opswgw.ParsePeer(known(p).Local.Listener)
		if err != nil || f.Gateway().Kind != opswgw.Core {
			return
		}
		if off := f.Off(local); off != nil {
			p.Report(off.Span, fmt.Sprintf("the listener %s for the agent gateway of this host is commented out", off.Listener()),
				rules.Help("once the core is upgraded: cfgtool tunnels enable-listener"))
		}
	}),
}
