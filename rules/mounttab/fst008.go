package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST008 reports sources that are not there.
var FST008 = &rules.Rule{
	ID:       "FST008",
	Name:     "missing-source",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "with noauto or nofail"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A directory or file that is to be mounted does not exist below the root.",
	Why: "The mount fails; without nofail, systemd stops the boot. Devices are not looked for, since a root holds " +
		"files only. With noauto or nofail it is an info.",
	Help:   "create it, or correct the path",
	Source: verify + ", check \"unreachable source\"",
	Bad:    "-- srv/x --\n-- etc/fstab --\n/srv/www /mnt none bind\n",
	Good:   "-- srv/www/x --\n-- etc/fstab --\n/srv/www /mnt none bind\n",
	Root:   true,
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if !fileSource(e) {
			return
		}
		info, known := state(p.Root, e.Source)
		if !known || info != nil {
			return
		}
		severity := parsers.Warning
		if e.Option("noauto") != nil || e.Option("nofail") != nil {
			severity = parsers.Info
		}
		p.Report(e.Span(mounttab.Source), fmt.Sprintf("the source %s does not exist", quoted(e.Source)), rules.At(severity))
	}),
}

// fileSource reports whether the source is a path of a file system, not of a
// device, a host or a program.
func fileSource(e *mounttab.Entry) bool {
	return strings.HasPrefix(e.Source, "/") && !strings.HasPrefix(e.Source, "//") && !strings.HasPrefix(e.Source, "/dev/") &&
		!pseudo[e.Type] && !network[e.Type] && !fuse(e.Type) || bound(e) && strings.HasPrefix(e.Source, "/")
}
