package exports

import (
	"cfgtool/parsers"
	"cfgtool/parsers/exports"
	"cfgtool/rules"
)

// EXP001 reports what the parser could not read.
var EXP001 = &rules.Rule{
	ID:       exports.UnreadableRule,
	Name:     "unreadable-export",
	Severity: parsers.Warning,
	Formats:  []string{exports.Format.ID, exports.DfstabFormat.ID},
	Since:    "0.1.0",
	Summary:  "A line is no export that can be read.",
	Why:      "The file system is not shared as it looks, or shared by more of the shell than one command. What the line is missing is in the message.",
	Help:     "write /path host(options) host(options), as exports(5) has it",
	Source:   "exports(5) of nfs-utils; dfstab(4) and share(1M) of Solaris",
	Bad:      "-- etc/exports --\n/media/linux *(ro\n",
	Good:     "-- etc/exports --\n/media/linux *(ro)\n",
}
