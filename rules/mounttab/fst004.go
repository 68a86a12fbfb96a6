package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST004 reports mount points that are no absolute paths.
var FST004 = &rules.Rule{
	ID:       "FST004",
	Name:     "relative-target",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "A mount point does not begin with a slash.",
	Why: "mount(8) takes it from the current directory, and systemd ignores the entry. findmnt says no more than " +
		"that the target cannot be reached.",
	Source: generator + "; fstab(5), fs_file",
	Bad:    "-- etc/fstab --\n/dev/sdb1 data ext4 defaults\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data ext4 defaults\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if !nameless(e) && !strings.HasPrefix(e.Target, "/") {
			p.Report(e.Span(mounttab.Target), fmt.Sprintf("the mount point %s does not begin with a slash", quoted(e.Target)), rules.Help("write the whole path, such as %s", quoted("/"+e.Target)))
		}
	}),
}
