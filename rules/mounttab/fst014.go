package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST014 reports a root file system that is not checked first.
var FST014 = &rules.Rule{
	ID:       "FST014",
	Name:     "root-pass",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "for any other number than 0"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The root file system is not the first that fsck checks.",
	Why: "With pass 0 it is never checked, although its type needs that after a crash. Another number than 1 is an " +
		"info: systemd checks the root first all the same. xfs, btrfs and others that fsck has nothing to do for " +
		"are silent, where findmnt warns when the device is not there. With auto, --live looks at the type on the device.",
	Source: verify + ", check \"recommended root FS passno is 1\"; fstab(5), fs_passno; systemd-fsck(8)",
	Bad:    "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 0\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n",
	Fix:    rules.Unsafe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		fstype := e.Type
		if p.Live != nil && fstype == "auto" && clean(e.Target) == "/" {
			fstype = newSystem(p.Live).mounted(e)
		}
		if clean(e.Target) != "/" || e.Pass == 1 || !checked[fstype] || bound(e) {
			return
		}
		fields := f.Fields(e)
		fields[mounttab.Pass] = "1"
		fix := rules.Mend(edits(f.Replace(e, fields, "the root is checked first")))
		at := e.Span(mounttab.Pass)
		if e.Pass == 0 {
			p.Report(at, "the root file system is never checked: its pass is 0, and 1 is recommended", fix)
			return
		}
		p.Report(at, fmt.Sprintf("the pass of the root file system is %d, and 1 is recommended", e.Pass), rules.At(parsers.Info), fix)
	}),
}

// checked are types that fsck has work to do for after a crash.
var checked = set("ext2 ext3 ext4 jfs reiserfs vfat f2fs minix")
