package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP009 reports addresses that are none.
var RSP009 = &rules.Rule{
	ID:       "RSP009",
	Name:     "ip-address",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "An IP address is none.",
	Why:      "It stands in opswgw.LoadBalanceRule of the load balancing gateway.",
	Source:   upgradeGuide + ", table 3-1, hub.ip",
	Bad:      few + "hub.ip: 10.0.0\n",
	Good:     few + "hub.ip: 10.0.0.1\n",
	Check:    typed(respfile.TypeIP, "no IP address"),
}
