package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP008 reports hosts that cannot be found.
var RSP008 = &rules.Rule{
	ID:       "RSP008",
	Name:     "host-name",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A host is neither a name nor an address.",
	Why:      "It cannot be found in the network. A URL, a port or a list is no host.",
	Source:   upgradeGuide + ", table 3-1, bootagent.host, ogfs.store.host and others; RFC 1123, section 2.1",
	Bad:      few + "bootagent.host: http://boot1/\n",
	Good:     few + "bootagent.host: boot1.example.com\n",
	Check:    typed(respfile.TypeHost, "no host name and no IP address"),
}
