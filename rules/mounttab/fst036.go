package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST036 reports devices that are mounted twice.
var FST036 = &rules.Rule{
	ID:       "FST036",
	Name:     "repeated-source",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "One device is mounted at two places.",
	Why: "It is legal, but seldom meant: most often a UUID was copied with its line. Sub-volumes of btrfs, bind " +
		"mounts and sources on the network are silent.",
	Help:   "name the device that is meant; blkid lists them",
	Source: "mount(8), since Linux 2.4 one file system may be mounted at several places",
	Bad:    "-- etc/fstab --\nUUID=1b2c /data ext4 defaults\nUUID=1b2c /home ext4 defaults\n",
	Good:   "-- etc/fstab --\nUUID=1b2c /data ext4 defaults\nUUID=3d4e /home ext4 defaults\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		entries := f.Entries()
		device := func(i int) string {
			if tag, ok := entries[i].Tagged(); ok && tag.Quoted {
				return tag.Name + "=" + tag.Value
			}
			return entries[i].Source
		}
		seen := newFirsts(len(entries), device)
		for i := range entries {
			e := &entries[i]
			if !onDevice(e) || e.Type == "btrfs" || e.Type == "zfs" || e.Type == "bcachefs" || e.Option("subvol") != nil || e.Option("subvolid") != nil ||
				f.Dialect() == mounttab.Vfstab && !strings.HasPrefix(e.Source, "/dev/dsk/") {
				continue
			}
			first := &entries[seen.of(i)]
			if first != e && (e.Swap() || clean(first.Target) != clean(e.Target)) { // else FST002 tells
				p.Report(e.Span(mounttab.Source), fmt.Sprintf("%s is mounted at line %d too", quoted(device(i)), line(f, first)), rules.See(first.Span(mounttab.Source), "mounted first here"))
			}
		}
	}),
}
