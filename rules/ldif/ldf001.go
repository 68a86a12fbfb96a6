package ldif

import (
	"cfgtool/parsers"
	"cfgtool/parsers/ldif"
	"cfgtool/rules"
)

// LDF001 reports what the parser could not read.
var LDF001 = &rules.Rule{
	ID:       ldif.UnreadableRule,
	Name:     "unreadable-line",
	Severity: parsers.Warning,
	Formats:  []string{ldif.Format.ID},
	Since:    "0.1.0",
	Summary:  "A line has no form of LDIF, or a value is not Base64.",
	Why:      "A directory server refuses the entry, or the whole file.",
	Help:     "text follows one colon, Base64 two; a line that goes on begins with a blank",
	Source:   "RFC 2849; RFC 4648, section 4",
	Bad:      "-- people.ldif --\ndn: uid=a\ncn:: no base64\n",
	Good:     "-- people.ldif --\ndn: uid=a\ncn:: QQ==\n",
}
