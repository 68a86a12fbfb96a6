package mounttab

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST035 reports sources of SMB that are no //host/share.
var FST035 = &rules.Rule{
	ID:       "FST035",
	Name:     "cifs-source",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The source of an SMB mount does not begin with two slashes.",
	Why: "mount.cifs refuses it: a source is //host/share. Backslashes are kept by mount as they are, and a shell " +
		"may have eaten some.",
	Source: "mount.cifs(8)",
	Bad:    "-- etc/fstab --\nserver/share /mnt cifs guest\n",
	Good:   "-- etc/fstab --\n//server/share /mnt cifs guest\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Type != "cifs" && e.Type != "smb3" && e.Type != "smbfs" {
			return
		}
		if rest, ok := strings.CutPrefix(e.Source, "//"); !ok || rest == "" {
			p.Report(e.Span(mounttab.Source), "the SMB source does not begin with two slashes and a host", rules.Help("write //host/share"))
		}
	}),
}
