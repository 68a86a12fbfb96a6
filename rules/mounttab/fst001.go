package mounttab

import (
	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST001 reports what the parser could not read.
var FST001 = &rules.Rule{
	ID:       mounttab.UnreadableRule,
	Name:     "unreadable-line",
	Severity: parsers.Error,
	Formats:  everyTable,
	Since:    "0.1.0",
	Summary:  "A line is no entry, comment or blank line.",
	Why: "mount(8) reports the line and goes on without it, so a file system is missing after the next boot. The " +
		"usual causes are a comment behind the options, which needs a line of its own, and a blank in a path, which " +
		"is written \\040. On Solaris, mountall stops at the line.",
	Help:   "write the fields as the manual page has them: fstab(5), vfstab(4) or mnttab(4)",
	Source: "fstab(5); libmount/src/tab_parse.c of util-linux 2.38.1; vfstab(4); mnttab(4)",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data ext4 defaults # backup\n",
	Good:   "-- etc/fstab --\n# backup\n/dev/sdb1 /data ext4 defaults\n",
}
