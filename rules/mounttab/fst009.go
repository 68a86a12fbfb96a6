package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST009 reports sources that are directories.
var FST009 = &rules.Rule{
	ID:       "FST009",
	Name:     "directory-source",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A directory is mounted as if it were a device.",
	Why: "The mount fails: only a bind mount shows a directory elsewhere. The option bind is most likely missing. A " +
		"regular file is silent, where findmnt warns, since mount makes a loop device for it.",
	Source: verify + ", check \"non-bind mount source is a directory or regular file\"; mount(8), LOOP-DEVICE SUPPORT",
	Bad:    "-- srv/www/x --\n-- etc/fstab --\n/srv/www /mnt auto defaults\n",
	Good:   "-- srv/www/x --\n-- etc/fstab --\n/srv/www /mnt none bind\n",
	Root:   true,
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if bound(e) || !fileSource(e) {
			return
		}
		if info, _ := state(p.Root, e.Source); info != nil && info.IsDir() {
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("the source %s is a directory", quoted(e.Source)), rules.Help("to show it at another place too, add the option bind"))
		}
	}),
}
