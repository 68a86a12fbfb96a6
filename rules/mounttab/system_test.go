package mounttab_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
	"cfgtool/rules"
	"cfgtool/rules/all"
	"cfgtool/rules/mounttab"
	"cfgtool/rules/root"
	"cfgtool/rules/rulestest"
)

// host is a running system: a disk with ext4, xfs, a LUKS container with a
// mapped ext4, FAT and NTFS, and a partition without a file system.
const host = `-- proc/filesystems --
nodev	tmpfs
	ext4
	vfat
-- proc/sys/kernel/osrelease --
6.1.0-9-amd64
-- lib/modules/6.1.0-9-amd64/modules.dep --
kernel/fs/xfs/xfs.ko: kernel/lib/libcrc32c.ko
kernel/fs/nls/nls_ascii.ko:
updates/dkms/zfs.ko.zst:
-- lib/modules/6.1.0-9-amd64/modules.builtin --
kernel/fs/isofs/isofs.ko
-- lib/modules/6.1.0-9-amd64/modules.alias --
alias fs-iso9660 isofs
alias fs-zfs zfs
-- lib/modules/6.1.0-8-amd64/modules.dep --
kernel/fs/jfs/jfs.ko:
-- usr/sbin/mount.vmware --
-- dev/sda1 --
block device
-- dev/sda2 --
block device
-- dev/sda3 --
block device
-- dev/sda4 --
block device
-- dev/sda5 --
block device
-- dev/sda6 --
block device
-- dev/sda7 --
block device
-- dev/dm-0 --
block device
-- dev/mapper/home --
link to ../dm-0
-- dev/cciss/c0d0 --
block device
-- dev/null --
character device
-- dev/shm/x --
-- dev/disk/by-uuid/1b2c --
link to ../../sda1
-- dev/disk/by-label/my\x20disk\x2f\xc3 --
link to ../../sda2
-- dev/disk/by-label/é --
link to ../../sda2
-- dev/disk/by-partlabel/gone --
link to ../../sdz9
-- srv/disk.img --
-- srv/www/x --
-- sys/class/block/sda1/dev --
8:1
-- sys/class/block/sda2/dev --
8:2
-- sys/class/block/sda3/dev --
8:3
-- sys/class/block/sda4/dev --
8:4
-- sys/class/block/sda5/dev --
8:5
-- sys/class/block/sda6/dev --
8:6
-- sys/class/block/sda7/dev --
8:7
-- sys/class/block/dm-0/dev --
253:0
-- sys/class/block/cciss!c0d0/dev --
104:0
-- run/udev/data/b8:1 --
S:disk/by-uuid/1b2c
E:ID_FS_TYPE=ext4
-- run/udev/data/b8:2 --
E:ID_FS_TYPE=xfs
-- run/udev/data/b8:3 --
E:ID_FS_TYPE=crypto_LUKS
-- run/udev/data/b8:4 --
E:ID_FS_TYPE=
-- run/udev/data/b8:5 --
E:ID_FS_TYPE=vfat
-- run/udev/data/b8:6 --
E:ID_FS_TYPE=ntfs
-- run/udev/data/b253:0 --
E:ID_FS_TYPE=ext4
-- run/udev/data/b104:0 --
E:ID_FS_TYPE=swap
`

func live(files, table string) []rules.Finding {
	run := rules.Run{Rules: mounttab.Rules, Formats: formats.All, Live: rulestest.Files(files)}
	format, _ := formats.All.ByID("fstab")
	return slices.DeleteFunc(run.Check([]parsers.Document{format.Read("fstab", []byte(table))}).Findings, func(f rules.Finding) bool { return !f.Rule.Live && f.Rule.ID != "FST014" })
}

func TestLive(t *testing.T) {
	for table, want := range map[string]string{
		"UUID=1b2c /a ext4":                        "",
		"UUID=1b2d /a ext4":                        `1:1 error the running system has no "UUID=1b2d" [FST041]`,
		"UUID=1b2d /a ext4 noauto":                 `1:1 info the running system has no "UUID=1b2d" [FST041]`,
		"UUID=1b2d /a ext4 nofail":                 `1:1 info the running system has no "UUID=1b2d" [FST041]`,
		"UUID=1b2d /a ext4 _netdev":                `1:1 warning the running system has no "UUID=1b2d" [FST041]`,
		"UUID=1b2d /a ext4 x-systemd.automount":    `1:1 warning the running system has no "UUID=1b2d" [FST041]`,
		"UUID=1b2d none swap":                      `1:1 warning the running system has no "UUID=1b2d" [FST041]`,
		"UUID=\"1b2c\" /a ext4":                    "",
		"LABEL=my\\040disk/\xc3\x83 /a xfs":        `1:1 error the running system has no "LABEL=my disk/Ã" [FST041]`,
		"LABEL=é /a xfs":                           "",
		"PARTLABEL=gone /a xfs":                    `1:1 error the running system has no "PARTLABEL=gone" [FST041]`,
		"/dev/sdz1 /a ext4":                        `1:1 error the running system has no "/dev/sdz1" [FST041]`,
		"/dev/root / ext4 rw 0 1":                  "",
		"/dev/mapper/home /home ext4":              "",
		"/dev/mapper/home /home xfs nofail":        `1:24 warning the type is "xfs", but on the device is "ext4" [FST044] write ext4, or name another device; lsblk -f lists what is on each`,
		"/dev/../dev/sda1 /a ext4":                 "",
		"/dev/null /a ext4":                        `1:1 warning "/dev/null" is no block device [FST042]`,
		"/dev/shm /a ext4":                         `1:1 warning "/dev/shm" is no block device [FST042]`,
		"/dev/shm /a none bind":                    "",
		"/dev/null /a ubifs":                       `1:14 warning the running kernel has no file system "ubifs" [FST043] install its module, or mend the type`,
		"/srv/disk.img /a ext4":                    "",
		"/srv/www /a ext4":                         "",
		"/dev/sda2 /a ext4":                        `1:14 error the type is "ext4", but on the device is "xfs" [FST044] write xfs, or name another device; lsblk -f lists what is on each`,
		"/dev/sda2 /a ext4,xfs":                    "",
		"/dev/sda2 /a noext4,vfat":                 "",
		"/dev/sda1 /a ext3":                        `1:14 warning the running kernel has no file system "ext3" [FST043] install its module, or mend the type; 1:14 error the type is "ext3", but on the device is "ext4" [FST044] write ext4, or name another device; lsblk -f lists what is on each`,
		"/dev/sda3 /a ext4":                        `1:1 error "/dev/sda3" is a crypto_LUKS, which holds no file system itself [FST044] name the device inside it, most often one below /dev/mapper`,
		"/dev/sda3 /a auto":                        `1:1 error "/dev/sda3" is a crypto_LUKS, which holds no file system itself [FST044] name the device inside it, most often one below /dev/mapper`,
		"/dev/sda4 /a ext4":                        `1:1 warning udev finds no file system on "/dev/sda4" [FST045]`,
		"/dev/sda4 /a auto":                        `1:1 error udev finds no file system on "/dev/sda4", and the type is auto [FST045]`,
		"/dev/sda4 /a udf,iso9660 noauto":          `1:1 info udev finds no file system on "/dev/sda4" [FST045]`,
		"/dev/sda5 /a msdos":                       `1:14 warning the running kernel has no file system "msdos" [FST043] install its module, or mend the type`,
		"/dev/sda6 /a auto":                        `1:14 warning the running kernel has no file system "ntfs" [FST043] install its module, or mend the type`,
		"/dev/sda7 /a ext4":                        `1:1 info nobody can tell what is on "/dev/sda7": udev does not know it [FST045]`,
		"/dev/cciss/c0d0 none swap":                "",
		"/dev/cciss/c0d0 /a auto":                  `1:20 error the type is "auto", but on the device is "swap" [FST044] name another device; lsblk -f lists what is on each`,
		"/dev/sda1 none swap":                      `1:16 warning the type is "swap", but on the device is "ext4" [FST044] name another device; lsblk -f lists what is on each`,
		"/dev/sda1 / auto rw 0 0":                  "1:23 warning the root file system is never checked: its pass is 0, and 1 is recommended [FST014]",
		"/dev/sda2 / auto rw 0 0":                  "",
		"x /a zfs\ny /b iso9660\nz /c xfs":         "",
		"x /a vmware":                              "",
		"x /a jfs":                                 `1:6 warning the running kernel has no file system "jfs" [FST043] install its module, or mend the type`,
		"x /a nls_ascii":                           `1:6 warning the running kernel has no file system "nls_ascii" [FST043] install its module, or mend the type`,
		"h:/x /a nfs\ntmpfs /b tmpfs\np /c fuse.x": "",
	} {
		require.Equal(t, want, strings.Join(show(live(host, table+"\n")), "; "), table)
	}
}

// TestLiveWithoutTheRest: where udev does not run, or the kernel's modules are
// not there, nobody can tell, and that is said once.
func TestLiveWithoutTheRest(t *testing.T) {
	bare := "-- proc/filesystems --\n\text4\n-- dev/sda1 --\nblock device\n"
	require.Equal(t, []string{
		`1:1 info nobody can tell whether "UUID=a" and other tags are there: udev does not run [FST041]`,
		`3:1 info nobody can tell what is on "/dev/sda1": udev does not know it [FST045]`,
		`3:15 info the running kernel has not loaded a file system "xfs", and its modules are not installed here [FST043]`,
	}, show(live(bare, "UUID=a /a ext4\nUUID=b /b ext4\n/dev/sda1 /c  xfs\n")))
	installed := bare + "-- lib/modules/5.10/modules.dep --\nkernel/fs/xfs/xfs.ko:\n"
	require.Len(t, live(installed, "/dev/sda1 /c xfs\n"), 1)
	require.Empty(t, live("-- x --\n", "x /c unheard\n"), "no /proc is mounted")
}

// TestFindmntLive holds the rules on the running system against what the
// installed findmnt says of the same tables on this machine. Where udev does not
// run, findmnt reads all devices, and cfgtool says that it cannot tell.
func TestFindmntLive(t *testing.T) {
	parserstest.Require(t, "findmnt")
	system, err := root.Open("/")
	require.NoError(t, err)
	defer system.Close()
	_, err = os.Stat("/dev/disk")
	udev := err == nil
	rule := []struct{ word, id string }{ // by a word of findmnt's message
		{"unreachable on boot required source", "FST041"}, {"unreachable: ", "FST041"}, {"unreachable source: /dev/", "FST041"}, {"unreachable source: ", "FST008"},
		{"is a directory or regular file", "FST009"}, {"is not a block device", "FST042"}, {"seems unsupported by the current kernel", "FST043"},
		{"non-canonical target path", "FST047"}, {"unreachable on boot required target", "FST006"}, {"unreachable target", "FST006"}, {"target is not a directory", "FST007"},
	}
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "real"), 0o755))
	require.NoError(t, os.Symlink("real", filepath.Join(dir, "link")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o644))
	for _, line := range []string{
		"UUID=00000000-dead-beef-0000-000000000000 /mnt ext4 defaults", "LABEL=nosuchlabel /mnt ext4 noauto", "/dev/nosuchdevice /mnt ext4 defaults",
		"/dev/null /mnt ext4 defaults", "DIR/real /mnt ext4 defaults", "DIR/gone /mnt auto bind", "DIR/real /mnt none bind", "/dev/null /mnt xyzfs defaults",
		"tmpfs DIR/link tmpfs defaults", "tmpfs DIR/gone tmpfs defaults", "tmpfs DIR/gone tmpfs noauto", "tmpfs DIR/file tmpfs defaults", "tmpfs DIR/real tmpfs defaults",
	} {
		t.Run(line, func(t *testing.T) {
			text := strings.ReplaceAll(line, "DIR", dir) + "\n"
			file := filepath.Join(dir, "fstab")
			require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
			out, _ := exec.Command("findmnt", "--verify", "--tab-file", file).Output() // exits 1 on errors
			format, _ := formats.All.ByID("fstab")
			run := rules.Run{Rules: all.Rules, Formats: formats.All, Live: system}
			found := run.Check([]parsers.Document{format.Read(file, []byte(text))}).Findings
			has := func(id string) bool {
				return slices.ContainsFunc(found, func(f rules.Finding) bool { return f.Rule.ID == id })
			}
			said := make(map[string]bool)
			for message := range strings.Lines(string(out)) {
				for _, r := range rule {
					if strings.Contains(message, r.word) {
						said[r.id] = true
						require.True(t, has(r.id), "findmnt says %q, and %s does not: %v", message, r.id, show(found))
						break
					}
				}
			}
			for _, r := range rule {
				if has(r.id) && (udev || r.id != "FST041" || !strings.Contains(fmt.Sprint(show(found)), "nobody can tell")) {
					require.True(t, said[r.id], "findmnt does not say what %s does: %v\n%s", r.id, show(found), out)
				}
			}
		})
	}
}

// TestLinkedTargets: with a root, two paths to one place are one mount point.
func TestLinkedTargets(t *testing.T) {
	files := rulestest.Files("-- srv --\nlink to data/srv\n-- data/srv/x/y --\n")
	format, _ := formats.All.ByID("fstab")
	run := rules.Run{Rules: mounttab.Rules, Formats: formats.All, Root: files}
	found := run.Check([]parsers.Document{format.Read("fstab", []byte("a /srv/x ext4\nb /data/srv/x ext4\nc /data ext4 rw\n"))}).Findings
	require.Equal(t, []string{
		`1:3 info the mount point "/srv/x" leads through a symbolic link to "/data/srv/x" [FST047] write "/data/srv/x"`,
		`2:3 warning "/data/srv/x" is the mount point of line 1 too [FST002]`,
		`3:3 warning "/data" is mounted after "/srv/x", which lies below it [FST003] move the line before line 1`,
	}, show(found))
}
