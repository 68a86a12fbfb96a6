package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST049 reports types that newer kernels do not have.
var FST049 = &rules.Rule{
	ID:       "FST049",
	Name:     "removed-type",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "Newer kernels do not have the file system.",
	Why: "From that version of Linux on, the mount fails, unless a module of another maker is installed. Copy the data " +
		"to another file system before the upgrade. With --target-kernel VERSION, only what that version does not have is found.",
	Help:   "copy the data to another file system while a kernel that has it runs",
	Source: "the sources of Linux that rules/mounttab/options.yaml names",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data reiserfs defaults\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data ext4 defaults\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		for fstype := range strings.SplitSeq(e.Type, ",") {
			if list, ok := documented().gone[fstype]; ok && (p.Kernel == "" || !older(p.Kernel, list.Kernel)) {
				p.Report(e.Span(mounttab.Type), fmt.Sprintf("Linux has had no file system %s since %s", fstype, list.Kernel))
			}
		}
	}),
}
