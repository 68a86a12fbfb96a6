package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST031 reports block devices over a network without _netdev.
var FST031 = &rules.Rule{
	ID:       "FST031",
	Name:     "missing-netdev",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A block device that is reached over the network has no option _netdev.",
	Why: "systemd waits for the device before the network is up, and the boot hangs until its timeout. This is for " +
		"iSCSI and NBD only: for nfs and cifs the type tells.",
	Source: "systemd.mount(5), fstab: _netdev",
	Bad:    "-- etc/fstab --\n/dev/disk/by-path/ip-10.0.0.1:3260-iscsi-iqn.x-lun-1 /data ext4 defaults 0 0\n",
	Good:   "-- etc/fstab --\n/dev/disk/by-path/ip-10.0.0.1:3260-iscsi-iqn.x-lun-1 /data ext4 _netdev 0 0\n",
	Fix:    rules.Unsafe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		remote := strings.HasPrefix(e.Source, "/dev/nbd") || strings.HasPrefix(e.Source, "/dev/disk/by-path/") && strings.Contains(e.Source, "-iscsi-")
		if remote && e.Option("_netdev") == nil && e.Option("noauto") == nil {
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("%s is reached over the network, and the options lack _netdev", quoted(e.Source)),
				rules.Mend(edits(f.AddOption(e, mounttab.ParseOption("_netdev"), "mounted after the network is up"))))
		}
	}),
}
