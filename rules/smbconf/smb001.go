package smbconf

import (
	"cfgtool/parsers"
	"cfgtool/parsers/smbconf"
	"cfgtool/rules"
)

// SMB001 reports what the parser could not read.
var SMB001 = &rules.Rule{
	ID:       smbconf.UnreadableRule,
	Name:     "unreadable-line",
	Severity: parsers.Warning,
	Formats:  []string{smbconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A line is neither a section nor a parameter.",
	Why:      "Samba ignores the line and says so in its log only.",
	Help:     "write name = value, or put # before it",
	Source:   "smb.conf(5), FILE FORMAT",
	Bad:      "-- etc/samba/smb.conf --\n[media]\npath /media\n",
	Good:     "-- etc/samba/smb.conf --\n[media]\npath = /media\n",
}
