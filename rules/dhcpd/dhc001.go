package dhcpd

import (
	"cfgtool/parsers"
	"cfgtool/parsers/dhcpd"
	"cfgtool/rules"
)

// DHC001 reports what the parser could not read.
var DHC001 = &rules.Rule{
	ID:       dhcpd.UnreadableRule,
	Name:     "unclosed",
	Severity: parsers.Error,
	Formats:  []string{dhcpd.Format.ID},
	Since:    "0.1.0",
	Summary:  "A string, a block or a statement is not closed.",
	Why:      "The server refuses to start with such a file.",
	Source:   "dhcpd.conf(5)",
	Bad:      "-- dhcpd.conf --\nsubnet 10.0.0.0 netmask 255.0.0.0 {\n  range 10.0.0.1 10.0.0.9\n}\n",
	Good:     "-- dhcpd.conf --\nsubnet 10.0.0.0 netmask 255.0.0.0 {\n  range 10.0.0.1 10.0.0.9;\n}\n",
}
