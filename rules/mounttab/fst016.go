package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST016 reports entries with the pass of the root.
var FST016 = &rules.Rule{
	ID:       "FST016",
	Name:     "another-first-pass",
	Severity: parsers.Info,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "An entry other than the root has pass 1.",
	Why: "It is checked at the same time as the root; 2 is for all others. An EFI system partition with 1 is " +
		"silent, since installers write it so.",
	Source: generator + "; fstab(5), fs_passno",
	Bad:    "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n/dev/sda2 /home ext4 defaults 0 1\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n/dev/sda2 /home ext4 defaults 0 2\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Pass == 1 && clean(e.Target) != "/" && onDevice(e) && !e.Swap() && e.Type != "vfat" && e.Type != "msdos" {
			p.Report(e.Span(mounttab.Pass), fmt.Sprintf("%s has pass 1, which is for the root file system", quoted(e.Target)), rules.Help("write 2"))
		}
	}),
}
