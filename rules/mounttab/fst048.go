package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST048 reports mounts that a boot does not go on without.
var FST048 = &rules.Rule{
	ID:       "FST048",
	Name:     "missing-nofail",
	Severity: parsers.Info,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A boot waits for a device or a server, and may stop without it.",
	Why: "With nofail, the boot goes on at once. Without, systemd waits, 90 seconds if nothing else is said, and " +
		"then stops at a local device. Whether that is wanted, nothing in " +
		"the file tells: a server that starts without its data may be worse than one that does not start. So this " +
		"is advice for those who ask. The root, mount points that a system does not run without, and entries with " +
		"noauto, nofail or x-systemd.automount are silent; so is swap, without which a boot goes on.",
	Source: "systemd.mount(5): nofail; units/local-fs.target of systemd",
	Bad:    "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n/dev/sdb1 /mnt/backup ext4 defaults 0 2\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n/dev/sdb1 /mnt/backup ext4 defaults,nofail 0 2\n",
	Fix:    rules.Unsafe,
	OptIn:  true,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		if nameless(e) || vital[clean(e.Target)] || !onDevice(e) && (!network[e.Type] || bound(e)) ||
			e.Option("nofail") != nil || e.Option("noauto") != nil || e.Option("x-systemd.automount") != nil {
			return
		}
		what := "stops when the device"
		if network[e.Type] || e.Option("_netdev") != nil {
			what = "waits until a timeout when the server"
		}
		p.Report(e.Span(mounttab.Source), fmt.Sprintf("the boot %s of %s is not there", what, quoted(e.Target)),
			rules.Mend(edits(f.AddOption(e, mounttab.ParseOption("nofail"), "the boot goes on without it"))))
	}),
}

// vital are the mount points that a system does not run without (hier(7)).
var vital = set("/ /usr /etc /bin /sbin /lib /lib64 /var /boot /boot/efi /efi /tmp /dev /proc /sys /run /var/lib /var/log /var/tmp /opt /root /home /usr/local /nix /nix/store /gnu/store /ostree /sysroot")
