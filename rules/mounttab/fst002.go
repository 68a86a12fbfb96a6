package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST002 reports mount points that two entries have.
var FST002 = &rules.Rule{
	ID:       "FST002",
	Name:     "duplicate-target",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "Two entries have one mount point.",
	Why: "Mounting over a mount is legal: the second one hides what the first one shows. It is seldom meant; most " +
		"often an old entry was left in. Entries of which only one is mounted at a time, with noauto, are found " +
		"too. With --root, symbolic links are followed.",
	Help:   "remove one of the two lines, or mount it elsewhere",
	Source: verify + ", check \"target specified more than once\"",
	Bad:    "-- etc/fstab --\n/dev/sda1 /data ext4 defaults\n/dev/sdb1 /data/ ext4 defaults\n",
	Good:   "-- etc/fstab --\n/dev/sda1 /data ext4 defaults\n/dev/sdb1 /data2 ext4 defaults\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		entries := f.Entries()
		target := targets(p, f)
		seen := newFirsts(len(entries), func(i int) string { return target(int32(i)) })
		for i := range entries {
			e := &entries[i]
			if nameless(e) {
				continue
			}
			if first := &entries[seen.of(i)]; first != e {
				p.Report(e.Span(mounttab.Target), fmt.Sprintf("%s is the mount point of line %d too", quoted(target(int32(i))), line(f, first)),
					rules.See(first.Span(mounttab.Target), "mounted first here"))
			}
		}
	}),
}
