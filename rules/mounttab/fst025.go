package mounttab

import (
	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST025 reports options that mount does not see.
var FST025 = &rules.Rule{
	ID:       "FST025",
	Name:     "hidden-options",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "Options stand behind a double quote that is never closed, or an escaped NUL.",
	Why: "libmount sees none of them, so it does not act on noauto, nofail and the like there, while the kernel " +
		"gets the whole text.",
	Help:   "close the quote, or delete the NUL",
	Source: "libmount/src/optstr.c of util-linux 2.38.1, mnt_optstr_next_option",
	Bad:    "-- etc/fstab --\n/dev/sda1 / ext4 context=\"a,noauto 0 1\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 context=\"a\",noauto 0 1\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Hidden > 0 {
			p.Report(parsers.Span{Start: int(e.Hidden), End: e.Span(mounttab.Options).End}, "mount sees no option from here on: a double quote is not closed, or a NUL ends them")
		}
	}),
}
