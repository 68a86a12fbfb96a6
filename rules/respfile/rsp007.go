package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP007 reports ports that there are not.
var RSP007 = &rules.Rule{
	ID:       "RSP007",
	Name:     "port-range",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A port is no number from 1 to 65535.",
	Why:      "No gateway can listen there.",
	Source:   upgradeGuide + ", table 3-1, cgw_admin_port and its neighbours; RFC 6335, section 6",
	Bad:      few + "agw_proxy_port: 30001x\n",
	Good:     few + "agw_proxy_port: 3001\n",
	Check:    typed(respfile.TypePort, "no port from 1 to 65535"),
}
