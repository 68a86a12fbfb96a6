package mounttab

import (
	_ "embed"
	"strings"
	"sync"

	"cfgtool/parsers/profile"
	"cfgtool/parsers/spelling"
)

//go:embed options.yaml
var optionData []byte

// names is a list of options or types with where they are documented.
type names struct {
	Types   []string `yaml:"types"`
	Source  string   `yaml:"source"`
	Kernel  string   `yaml:"kernel"`  // of removed ones: the first Linux without them
	Ignored bool     `yaml:"ignored"` // it passes over them, where others are refused
	Options []string `yaml:"options"`
}

// catalogue is what manual pages document of options and types.
type catalogue struct {
	generic map[string]bool            // options of every type
	systemd map[string]bool            // options that begin with x-systemd.
	byType  map[string]map[string]bool // those of one type
	removed map[string]names           // by type, a blank, and option
	gone    map[string]names           // removed types
	known   map[string]bool            // types
}

// documented reads the embedded tables once.
var documented = sync.OnceValue(func() *catalogue {
	c, err := readCatalogue(optionData)
	if err != nil {
		panic(err) // the data is embedded, and a test reads it
	}
	return c
})

// lists is the form of options.yaml.
type lists struct {
	profile.Head `yaml:",inline"`
	Generic      []names `yaml:"generic"`
	Systemd      []names `yaml:"systemd"`
	Types        []names `yaml:"types"`
	Removed      []names `yaml:"removed"`
	Gone         []names `yaml:"gone"`
	Known        []names `yaml:"known"`
}

func readCatalogue(data []byte) (*catalogue, error) {
	var file lists
	if err := profile.Decode("embedded options.yaml", "mount-options", data, &file); err != nil {
		return nil, err
	}
	c := &catalogue{make(map[string]bool), make(map[string]bool), make(map[string]map[string]bool), make(map[string]names), make(map[string]names), make(map[string]bool)}
	add := func(to map[string]bool, lists []names) {
		for _, list := range lists {
			for _, option := range list.Options {
				to[option] = true
			}
		}
	}
	add(c.generic, file.Generic)
	add(c.systemd, file.Systemd)
	add(c.known, file.Known)
	for _, list := range file.Types {
		for _, t := range list.Types {
			c.known[t] = true
			if c.byType[t] == nil {
				c.byType[t] = make(map[string]bool)
			}
			add(c.byType[t], []names{list})
		}
	}
	for _, list := range file.Removed {
		for _, t := range list.Types {
			for _, option := range list.Options {
				c.removed[t+" "+option] = list
			}
		}
	}
	for _, list := range file.Gone {
		for _, t := range list.Types {
			c.gone[t] = list
		}
	}
	return c, nil
}

// dropped finds an option among those that a kernel has dropped; an empty
// version is the newest kernel.
func (c *catalogue) dropped(fstype, name, kernel string) (names, bool) {
	list, ok := c.removed[fstype+" "+name]
	if !ok {
		list, ok = c.removed["* "+name]
	}
	return list, ok && (kernel == "" || !older(kernel, list.Kernel))
}

// option reports whether a type has an option, or has no table. Those for other
// programs than mount(8) are always known.
func (c *catalogue) option(fstype, name string) bool {
	if strings.HasPrefix(name, "x-") || strings.HasPrefix(name, "X-") || c.generic[name] {
		return true
	}
	table, ok := c.byType[fstype]
	_, removed := c.removed[fstype+" "+name]
	return !ok || table[name] || removed
}

// fuse reports whether a type is one of a program in user space.
func fuse(fstype string) bool {
	return fstype == "fuse" || fstype == "fuseblk" || strings.HasPrefix(fstype, "fuse.") || strings.HasPrefix(fstype, "fuseblk.")
}

// pseudo are types without a device, as libmount/src/utils.c of util-linux
// 2.38.1 lists those that fstab holds.
var pseudo = set("none tmpfs ramfs proc sysfs devtmpfs devpts cgroup cgroup2 debugfs tracefs configfs securityfs selinuxfs " +
	"pstore efivarfs bpf binfmt_misc autofs mqueue hugetlbfs fusectl rpc_pipefs nfsd overlay overlayfs aufs unionfs usbfs usbdevfs " +
	"fuse.sshfs fuse.s3fs fuse.gvfsd-fuse")

// network are types whose source is another host, after the same file.
var network = set("cifs smb3 smbfs nfs nfs3 nfs4 afs ncpfs glusterfs fuse.curlftpfs fuse.sshfs ncp ceph lustre davfs davfs2 9p gfs gfs2 ocfs2 acfs pvfs2 sshfs")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// nearest is the known name at the least distance from a misspelt one, of at
// most that many letters; the first in the alphabet of several.
func nearest(name string, most int, known ...map[string]bool) string {
	best, least := "", most+1
	for _, table := range known {
		for candidate := range table {
			d := spelling.Distance(name, candidate, min(least, most)+1)
			if d <= most && (d < least || d == least && candidate < best) {
				best, least = candidate, d
			}
		}
	}
	return best
}
