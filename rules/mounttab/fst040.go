package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST040 reports mount points of swap areas.
var FST040 = &rules.Rule{
	ID:       "FST040",
	Name:     "swap-target",
	Severity: parsers.Info,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A swap area has a mount point.",
	Why:      "It means nothing. none, swap and - are the usual words.",
	Source:   "fstab(5), fs_file: for swap areas, this field should be specified as none",
	Bad:      "-- etc/fstab --\n/dev/sda2 /swap swap sw\n",
	Good:     "-- etc/fstab --\n/dev/sda2 none swap sw\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Swap() && e.Target != "none" && e.Target != "swap" && e.Target != "-" {
			p.Report(e.Span(mounttab.Target), fmt.Sprintf("the mount point %s of a swap area means nothing", quoted(e.Target)), rules.Help("write none"))
		}
	}),
}
