package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP015 reports names that cannot be a part of a directory.
var RSP015 = &rules.Rule{
	ID:       "RSP015",
	Name:     "facility-name",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "The short name of a facility has a slash or a blank.",
	Why:      "The directories of its gateways are named by it, such as /etc/opt/opsware/opswgw-cgw0-C43. The display name, which may have blanks, is another parameter.",
	Source:   upgradeGuide + ", table 3-1, truth.dcNm and cgw_address",
	Bad:      few + "truth.dcNm: New York\n",
	Good:     few + "truth.dcNm: C43\n",
	Check:    typed(respfile.TypeName, "no part of a directory name"),
}
