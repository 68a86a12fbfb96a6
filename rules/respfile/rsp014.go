package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP014 reports lists of gateways that cannot be read.
var RSP014 = &rules.Rule{
	ID:       "RSP014",
	Name:     "gateway-list",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "The list of gateways is not of the form address:port,address:port.",
	Why:      "The upgrade of a satellite needs it: opswgw.GWAddress and opswgw.ProxyPort of the gateway.",
	Source:   upgradeGuide + ", table 3-1, agent_gw_list_args",
	Bad:      few + "agent_gw_list_args: 10.0.0.1\n",
	Good:     few + "agent_gw_list_args: 10.0.0.1:3001,10.0.0.2:3001\n",
	Check:    typed(respfile.TypeGateways, "no address:port[,address:port]"),
}
