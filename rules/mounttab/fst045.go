package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST045 reports devices without a file system.
var FST045 = &rules.Rule{
	ID:       "FST045",
	Name:     "no-file-system",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "with a type, or where the boot goes on without it", parsers.Info: "with nofail or noauto, and where nobody can tell"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "On the device is no file system that can be told.",
	Why: "It was not made yet, or is damaged, or a drive is empty. With the type auto, mount(8) does not know what to " +
		"mount: an error, or less as for a missing device. With another type it is a warning at most, since the " +
		"kernel may know what libblkid does not. udev's database tells what libblkid found, so no device is read; " +
		"of a device that it does not have, an info says that nobody can tell.",
	Help:   "blkid -p reads what is on a device",
	Source: verify + ", check \"cannot detect on-disk filesystem type\"; udev(7); " + boot,
	Bad: "-- dev/sda1 --\nblock device\n-- sys/class/block/sda1/dev --\n8:1\n-- run/udev/data/b8:1 --\nE:ID_PART_ENTRY_NUMBER=1\n" +
		"-- etc/fstab --\n/dev/sda1 /data auto defaults\n",
	Good: "-- dev/sda1 --\nblock device\n-- sys/class/block/sda1/dev --\n8:1\n-- run/udev/data/b8:1 --\nE:ID_FS_TYPE=ext4\n" +
		"-- etc/fstab --\n/dev/sda1 /data auto defaults\n",
	Live: true,
	Check: eachLive(func(p *rules.Pass, e *mounttab.Entry, s system) {
		if !onDevice(e) || e.Type == "none" {
			return
		}
		if _, info, is := s.source(e); is != present || !block(info) {
			return
		}
		switch _, is := s.onDisk(e); {
		case is == untold:
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("nobody can tell what is on %s: udev does not know it", quoted(e.Source)), rules.At(parsers.Info))
		case is == missing && e.Type == "auto":
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("udev finds no file system on %s, and the type is auto", quoted(e.Source)), rules.At(harm(e)))
		case is == missing:
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("udev finds no file system on %s", quoted(e.Source)), rules.At(min(harm(e), parsers.Warning)))
		}
	}),
}
