package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST005 reports mount points that are not written as plain paths.
var FST005 = &rules.Rule{
	ID:       "FST005",
	Name:     "non-canonical-target",
	Severity: parsers.Info,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "A mount point has a slash at its end, two in a row, or a \".\" or \"..\" in it.",
	Why: "mount(8) and systemd find the plain path, so nothing breaks; hence an info, where findmnt warns. But a " +
		"search for the path that /proc/self/mounts shows does not find the line.",
	Source: verify + ", check \"non-canonical target path\"",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data/ ext4 defaults\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data ext4 defaults\n",
	Fix:    rules.Safe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		if nameless(e) || !strings.HasPrefix(e.Target, "/") || clean(e.Target) == e.Target {
			return
		}
		fields := f.Fields(e)
		fields[mounttab.Target] = clean(e.Target)
		fix := rules.Mend(edits(f.Replace(e, fields, "the plain path of the mount point")))
		if strings.Contains(e.Target, "..") { // through a symbolic link, ".." leads elsewhere
			fix = rules.Help("write the path without ..")
		}
		p.Report(e.Span(mounttab.Target), fmt.Sprintf("the mount point %s is %s", quoted(e.Target), quoted(clean(e.Target))), fix)
	}),
}
