package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP013 reports numbers that are none.
var RSP013 = &rules.Rule{
	ID:       "RSP013",
	Name:     "integer",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A number is none.",
	Why:      "A facility is found by its number, which the SAS Web Client shows beside its name.",
	Source:   upgradeGuide + ", table 3-1, truth.dcId (printed as truth.dclId)",
	Bad:      few + "truth.dcId: C43\n",
	Good:     few + "truth.dcId: 751\n",
	Check:    typed(respfile.TypeInteger, "no whole number"),
}
