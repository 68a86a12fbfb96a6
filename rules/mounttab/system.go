package mounttab

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"

	"cfgtool/rules/root"
)

// system is what rules ask of the running Linux. The links below /dev/disk and
// udev's database tell of devices, so no device is opened and anybody may ask.
type system struct {
	fs.FS
	udev bool // it runs, so that links tell of tags
}

func newSystem(live fs.FS) system {
	for _, dir := range [2]string{"run/udev/data", "dev/disk"} {
		if _, err := fs.Stat(live, dir); err == nil {
			return system{live, true}
		}
	}
	return system{live, false}
}

// eachLive makes a check that looks at one entry at a time, and at the running system.
func eachLive(check func(*rules.Pass, *mounttab.Entry, system)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *mounttab.File) {
		s := newSystem(p.Live)
		entries := f.Entries()
		for i := range entries {
			check(p, &entries[i], s)
		}
	})
}

// presence tells whether something is there.
type presence int

const (
	untold  presence = iota // udev does not run, so nobody knows
	missing                 // it is not
	present                 // it is
)

// links are the directories below /dev/disk where udev links devices by a tag.
var links = map[string]string{"UUID": "by-uuid", "LABEL": "by-label", "PARTUUID": "by-partuuid", "PARTLABEL": "by-partlabel", "ID": "by-id"}

// source finds what an entry on a device mounts: its path without the leading
// slash, and what lies there.
func (s system) source(e *mounttab.Entry) (name string, info fs.FileInfo, is presence) {
	name = strings.TrimPrefix(path.Clean(e.Source), "/")
	if tag, ok := e.Tagged(); ok {
		if !s.udev {
			return "", nil, untold
		}
		name = "dev/disk/" + links[tag.Name] + "/" + encoded(tag.Value)
	}
	name, err := root.Resolve(s.FS, name)
	if err != nil {
		return "", nil, missing
	}
	if info, err = fs.Lstat(s.FS, name); err != nil {
		return "", nil, missing
	}
	return name, info, present
}

// encoded is a tag's value as udev names its link: other characters of ASCII
// than these become \x and two digits.
func encoded(value string) string {
	var b strings.Builder
	for _, c := range []byte(value) {
		if c >= 0x80 || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || strings.IndexByte("#+-.:=@_", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, `\x%02x`, c)
		}
	}
	return b.String()
}

// onDisk is the type of the file system on an entry's device, as libblkid told
// udev: "" where it found none. It is untold where udev does not know the device.
func (s system) onDisk(e *mounttab.Entry) (fstype string, is presence) {
	name, info, is := s.source(e)
	if is != present || !block(info) {
		return "", untold
	}
	name = strings.ReplaceAll(strings.TrimPrefix(name, "dev/"), "/", "!") // as in sysfs
	number, err := fs.ReadFile(s.FS, "sys/class/block/"+name+"/dev")
	if err != nil {
		return "", untold
	}
	record, err := fs.ReadFile(s.FS, "run/udev/data/b"+strings.TrimSpace(string(number)))
	if err != nil {
		return "", untold
	}
	for line := range strings.Lines(string(record)) {
		if fstype, ok := strings.CutPrefix(strings.TrimSpace(line), "E:ID_FS_TYPE="); ok && fstype != "" {
			return fstype, present
		}
	}
	return "", missing
}

// mounted is the type that an entry is mounted as: its own, or with "auto" that
// on the device, or "" where nobody knows.
func (s system) mounted(e *mounttab.Entry) string {
	if e.Type != "auto" {
		return e.Type
	}
	fstype, _ := s.onDisk(e)
	return fstype
}

// block reports whether a file is a block device.
func block(info fs.FileInfo) bool {
	return info.Mode()&(fs.ModeDevice|fs.ModeCharDevice) == fs.ModeDevice
}

// harm is how bad it is when an entry cannot be mounted. A boot stops at a local
// mount that fails, since local-fs.target then starts emergency.target. It goes on
// without a swap area, what is on the network, and what is mounted on first use,
// if after a timeout; nofail and noauto ask for that.
func harm(e *mounttab.Entry) parsers.Severity {
	switch {
	case e.Option("noauto") != nil || e.Option("nofail") != nil:
		return parsers.Info
	case e.Swap() || network[e.Type] || e.Option("_netdev") != nil || e.Option("x-systemd.automount") != nil:
		return parsers.Warning
	}
	return parsers.Error
}

const boot = "systemd.mount(5): nofail, noauto, _netdev, x-systemd.automount; units/local-fs.target and sysinit.target of systemd"
