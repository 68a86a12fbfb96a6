package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST044 reports types that differ from what is on the device.
var FST044 = &rules.Rule{
	ID:       "FST044",
	Name:     "type-mismatch",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where the boot goes on without it"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "On the device is a file system of another type, or none that can be mounted.",
	Why: "The mount fails, and the boot stops, so this is an error; a warning where the boot goes on, as in findmnt. " +
		"A UUID of a LUKS container or of an LVM volume is a common cause: the file system is on the device " +
		"inside it. What one driver mounts of another type is silent: ext2 and ext3 as ext4, FAT as msdos, NTFS " +
		"as ntfs3 and ntfs-3g.",
	Source: verify + ", check \"does not match with on-disk\"; " + boot,
	Bad: "-- dev/sda1 --\nblock device\n-- sys/class/block/sda1/dev --\n8:1\n-- run/udev/data/b8:1 --\nE:ID_FS_TYPE=xfs\n" +
		"-- etc/fstab --\n/dev/sda1 /data ext4 defaults\n",
	Good: "-- dev/sda1 --\nblock device\n-- sys/class/block/sda1/dev --\n8:1\n-- run/udev/data/b8:1 --\nE:ID_FS_TYPE=xfs\n" +
		"-- etc/fstab --\n/dev/sda1 /data xfs defaults\n",
	Live: true,
	Check: eachLive(func(p *rules.Pass, e *mounttab.Entry, s system) {
		if !onDevice(e) || e.Type == "none" {
			return
		}
		there, is := s.onDisk(e)
		if is != present {
			return
		}
		if inside := container[there]; inside != "" && e.Type != inside {
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("%s is a %s, which holds no file system itself", quoted(e.Source), there), rules.At(max(harm(e), parsers.Warning)),
				rules.Help("name the device inside it, most often one below /dev/mapper"))
			return
		}
		if e.Type == "auto" && there == "swap" || e.Type != "auto" && !mounts(e.Type, there) {
			right := rules.Help("write %s, or name another device; lsblk -f lists what is on each", there)
			if there == "swap" || e.Type == "swap" { // what it is for is clear, so the device is wrong
				right = rules.Help("name another device; lsblk -f lists what is on each")
			}
			p.Report(e.Span(mounttab.Type), fmt.Sprintf("the type is %s, but on the device is %s", quoted(e.Type), quoted(there)), rules.At(max(harm(e), parsers.Warning)), right)
		}
	}),
}

// container are what libblkid finds on devices that hold other devices, with
// the type that mounts it all the same, or "-".
var container = map[string]string{"crypto_LUKS": "-", "LVM2_member": "-", "LVM1_member": "-", "linux_raid_member": "-", "bcache": "-",
	"BitLocker": "-", "mpath_member": "-", "isw_raid_member": "-", "ddf_raid_member": "-", "zfs_member": "zfs"}

// alike are the types that mount what libblkid calls by the key.
var alike = map[string]map[string]bool{
	"ext2": set("ext4"), "ext3": set("ext2 ext4"), // fs/ext4/super.c of Linux: ext3_feature_set_ok wants a journal
	"vfat": set("msdos"), "ntfs": set("ntfs3 ntfs-3g lowntfs-3g"),
	"iso9660": set("udf"), "udf": set("iso9660"), // a disc may hold both
	"swsuspend":  set("swap"), // of a system that sleeps
	"zfs_member": set("zfs"),
}

// mounts reports whether a type of fstab, or one of a comma list, mounts what
// is on a device.
func mounts(fstype, there string) bool {
	if strings.HasPrefix(fstype, "no") && strings.Contains(fstype, ",") {
		return true // any but those
	}
	for one := range strings.SplitSeq(fstype, ",") {
		if one == there || alike[there][one] {
			return true
		}
	}
	return false
}
