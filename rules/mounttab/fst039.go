package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST039 reports blocks without an end.
var FST039 = &rules.Rule{
	ID:       "FST039",
	Name:     "block-without-end",
	Severity: parsers.Info,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "A comment begins a block of entries, and none ends it.",
	Why: "The program that wrote the block finds its lines by both comments: with one missing, it adds a second " +
		"block, or takes away too much.",
	Source: "Opsware SAS 6.61 Upgrade Guide: # Begin Opsware Global Filesystem mounts",
	Bad:    "-- etc/fstab --\n# Begin Opsware Global Filesystem mounts\nhost:/store /store nfs\n",
	Good:   "-- etc/fstab --\n# Begin Opsware Global Filesystem mounts\nhost:/store /store nfs\n# End Opsware Global Filesystem mounts\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		for _, b := range f.Blocks() {
			if b.End < 0 {
				p.Report(f.Lines()[b.Begin].Body(), fmt.Sprintf("the block %s has no end", quoted(b.Name)), rules.Help("add the comment: # End %s", b.Name))
			}
		}
	}),
}
