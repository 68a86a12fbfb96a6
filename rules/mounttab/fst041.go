package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST041 reports devices that the running system does not have.
var FST041 = &rules.Rule{
	ID:       "FST041",
	Name:     "missing-device",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where the boot goes on after a timeout", parsers.Info: "with nofail or noauto, and where nobody can tell"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The running system has no such device, UUID or label.",
	Why: "systemd waits for it, 90 seconds if nothing else is said, and then stops the boot. For a swap area, with " +
		"_netdev and with x-systemd.automount the boot goes on, so that is a warning; with nofail or noauto it is an info. " +
		"findmnt does not look at nofail, and only warns of a path. Where udev does not run, as in a container, " +
		"nobody can tell of tags, and an info says so.",
	Help:   "lsblk -f lists the devices that are there; add nofail where it may be absent",
	Source: verify + ", checks \"unreachable on boot required source\", \"unreachable\" and \"unreachable source\"; " + boot,
	Bad: "-- dev/sda1 --\nblock device\n-- dev/disk/by-uuid/1b2c --\nlink to ../../sda1\n" +
		"-- etc/fstab --\nUUID=1b2d /data ext4 defaults\n/dev/sdb1 /srv ext4 defaults\n",
	Good: "-- dev/sda1 --\nblock device\n-- dev/disk/by-uuid/1b2c --\nlink to ../../sda1\n" +
		"-- etc/fstab --\nUUID=1b2c /data ext4 defaults\n",
	Live: true,
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		s, told := newSystem(p.Live), false
		entries := f.Entries()
		for i := range entries {
			e := &entries[i]
			if !onDevice(e) || e.Source == "/dev/root" { // the kernel's own name for the root
				continue
			}
			switch _, _, is := s.source(e); {
			case is == missing:
				p.Report(e.Span(mounttab.Source), fmt.Sprintf("the running system has no %s", quoted(e.Source)), rules.At(harm(e)))
			case is == untold && !told:
				told = true
				p.Report(e.Span(mounttab.Source), fmt.Sprintf("nobody can tell whether %s and other tags are there: udev does not run", quoted(e.Source)), rules.At(parsers.Info), rules.Help(""))
			}
		}
	}),
}
