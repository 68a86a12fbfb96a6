package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
	"cfgtool/rules/root"
)

// FST047 reports mount points behind symbolic links.
var FST047 = &rules.Rule{
	ID:       "FST047",
	Name:     "linked-target",
	Severity: parsers.Info,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "The path of a mount point leads through a symbolic link.",
	Why: "mount(8) follows the link, and so does systemd when it reads fstab; hence an info, where findmnt warns. But " +
		"/proc/self/mounts shows the path that the link leads to, a search for the one in the line does not find " +
		"it, and when the link changes, so does the mount point.",
	Source: verify + ", check \"non-canonical target path\"; path_resolution(7)",
	Bad:    "-- home --\nlink to data/home\n-- data/home/x --\n-- etc/fstab --\n/dev/sdb1 /home ext4 defaults\n",
	Good:   "-- home --\nlink to data/home\n-- data/home/x --\n-- etc/fstab --\n/dev/sdb1 /data/home ext4 defaults\n",
	Root:   true,
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if nameless(e) || !strings.HasPrefix(e.Target, "/") {
			return
		}
		real, err := root.Resolve(p.Root, e.Target)
		if err != nil { // FST006 tells
			return
		}
		if real = clean("/" + real); real != clean(e.Target) {
			p.Report(e.Span(mounttab.Target), fmt.Sprintf("the mount point %s leads through a symbolic link to %s", quoted(e.Target), quoted(real)), rules.Help("write %s", quoted(real)))
		}
	}),
}
