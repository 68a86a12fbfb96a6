package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST007 reports mount points that are files.
var FST007 = &rules.Rule{
	ID:       "FST007",
	Name:     "target-no-directory",
	Severity: parsers.Error,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "A mount point is a file, and a directory is mounted on it.",
	Why:      "The mount fails. Only a bind mount of a file has a file for its mount point.",
	Help:     "mount it on a directory",
	Source:   verify + ", check \"target is not a directory\"",
	Bad:      "-- mnt/data --\nx\n-- etc/fstab --\n/dev/sdb1 /mnt/data ext4 defaults\n",
	Good:     "-- mnt/data/x --\n-- etc/fstab --\n/dev/sdb1 /mnt/data ext4 defaults\n",
	Root:     true,
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if nameless(e) || bound(e) || !strings.HasPrefix(e.Target, "/") {
			return
		}
		if info, _ := state(p.Root, e.Target); info != nil && !info.IsDir() {
			p.Report(e.Span(mounttab.Target), fmt.Sprintf("the mount point %s is no directory", quoted(e.Target)))
		}
	}),
}
