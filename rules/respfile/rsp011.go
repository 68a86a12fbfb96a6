package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP011 reports domains that are none.
var RSP011 = &rules.Rule{
	ID:       "RSP011",
	Name:     "domain-name",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A domain is no domain name.",
	Why:      "It is opsware.core.domain of the facility.",
	Source:   upgradeGuide + ", table 3-1, truth.dcSubDom; RFC 1123, section 2.1",
	Bad:      few + "truth.dcSubDom: *.example.com\n",
	Good:     few + "truth.dcSubDom: c43.example.com\n",
	Check:    typed(respfile.TypeDomain, "no domain name"),
}
