package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST017 reports negative numbers.
var FST017 = &rules.Rule{
	ID:       "FST017",
	Name:     "negative-number",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A dump or pass number is negative.",
	Why:      "libmount takes it without a word, and what fsck or dump make of it is not defined. 0 is for never.",
	Help:     "write 0",
	Source:   "fstab(5), fs_freq and fs_passno; libmount/src/tab_parse.c of util-linux 2.38.1",
	Bad:      "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 -1\n",
	Good:     "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Dump < 0 {
			p.Report(e.Span(mounttab.Dump), fmt.Sprintf("the dump number %d is negative", e.Dump))
		}
		if e.Pass < 0 {
			p.Report(e.Span(mounttab.Pass), fmt.Sprintf("the pass %d is negative", e.Pass))
		}
	}),
}
