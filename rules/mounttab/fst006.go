package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST006 reports mount points that are not there.
var FST006 = &rules.Rule{
	ID:       "FST006",
	Name:     "missing-target",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "with noauto"},
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "A mount point does not exist below the root.",
	Why: "mount -a fails. systemd creates the directory, so a boot with it works; hence a warning, where findmnt " +
		"has an error. With noauto it is an info; with X-mount.mkdir, mount creates it too.",
	Help:   "create the directory, or correct the path",
	Source: verify + ", check \"unreachable on boot required target\"; systemd.mount(5)",
	Bad:    "-- mnt/other/x --\n-- etc/fstab --\n/dev/sdb1 /mnt/data ext4 defaults\n",
	Good:   "-- mnt/data/x --\n-- etc/fstab --\n/dev/sdb1 /mnt/data ext4 defaults\n",
	Root:   true,
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if nameless(e) || !strings.HasPrefix(e.Target, "/") || e.Option("X-mount.mkdir") != nil || e.Option("x-mount.mkdir") != nil {
			return
		}
		info, known := state(p.Root, e.Target)
		if !known || info != nil {
			return
		}
		severity := parsers.Warning
		if e.Option("noauto") != nil {
			severity = parsers.Info
		}
		p.Report(e.Span(mounttab.Target), fmt.Sprintf("the mount point %s does not exist", quoted(e.Target)), rules.At(severity))
	}),
}
