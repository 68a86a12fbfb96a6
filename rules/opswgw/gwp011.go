package opswgw

import (
	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP011 reports what the parser could not read.
var GWP011 = &rules.Rule{
	ID:       opswgw.UnreadableRule,
	Name:     "unreadable-value",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "A tunnel, listener or load balance rule fits none of the known forms.",
	Why: "The gateway most likely refuses it. The forms are in docs/formats/opswgw.md, with what is known and what " +
		"is inferred; the commands that change tunnels refuse a file with such a line.",
	Source: upgradeGuide + ", Rolling Mesh Upgrade and table 3-1",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.TunnelSrc=10.0.0.2:200:0:/c.pem\n",
}
