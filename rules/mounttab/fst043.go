package mounttab

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST043 reports types that the running kernel does not have.
var FST043 = &rules.Rule{
	ID:       "FST043",
	Name:     "unsupported-type",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the modules of the running kernel are not installed"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The running kernel has no such file system, and no module for it is installed.",
	Why: "The mount fails with \"unknown filesystem type\". With auto, the type on the device is looked for. Besides " +
		"what findmnt reads, /proc/filesystems and modules.dep, cfgtool reads what is built in and the aliases by " +
		"which the kernel asks for a module, and looks for a helper, /sbin/mount.TYPE; so modules of other makers " +
		"are found. Where the modules of the running kernel are not installed, as in a container or after its " +
		"package was removed, those of all others count, and a finding is an info.",
	Source: verify + ", check \"seems unsupported by the current kernel\"; modprobe.d(5); depmod(8); mount(8), EXTERNAL HELPERS",
	Bad: "-- proc/filesystems --\nnodev\ttmpfs\n\text4\n-- proc/sys/kernel/osrelease --\n6.1.0\n-- lib/modules/6.1.0/modules.dep --\nkernel/fs/xfs/xfs.ko:\n" +
		"-- etc/fstab --\n/dev/sda1 /data jfs defaults\n",
	Good: "-- proc/filesystems --\nnodev\ttmpfs\n\text4\n-- proc/sys/kernel/osrelease --\n6.1.0\n-- lib/modules/6.1.0/modules.dep --\nkernel/fs/xfs/xfs.ko:\n" +
		"-- etc/fstab --\n/dev/sda1 /data xfs defaults\n",
	Live: true,
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		supported, certain := supportedTypes(p)
		if len(supported) == 0 {
			return // no /proc is mounted
		}
		s, helped := newSystem(p.Live), make(map[string]bool)
		entries := f.Entries()
		for i := range entries {
			e := &entries[i]
			t := s.mounted(e)
			if t == "" || t == "none" || e.Swap() || bound(e) || pseudo[t] || network[t] || fuse(t) {
				continue
			}
			if _, ok := helped[t]; !ok {
				helped[t] = helper(p.Root, t)
			}
			if helped[t] {
				continue
			}
			if e.Type == "auto" && (container[t] != "" || t == "swap") {
				continue // FST044 tells
			}
			known := strings.HasPrefix(t, "no") && strings.Contains(t, ",") // any but those
			for one := range strings.SplitSeq(t, ",") {
				known = known || supported[one] || e.Type == "auto" && supported[driver[one]]
			}
			switch {
			case known:
			case certain:
				p.Report(e.Span(mounttab.Type), fmt.Sprintf("the running kernel has no file system %s", quoted(t)), rules.Help("install its module, or mend the type"))
			default:
				p.Report(e.Span(mounttab.Type), fmt.Sprintf("the running kernel has not loaded a file system %s, and its modules are not installed here", quoted(t)), rules.At(parsers.Info))
			}
		}
	}),
}

// driver is what mount(8) mounts of a type that libblkid found, by another name
// (ul_fstype_to_mounttype of util-linux).
var driver = map[string]string{"ntfs": "ntfs3"}

// helper reports whether mount(8) has a program for the type.
func helper(root fs.FS, fstype string) bool {
	if strings.Contains(fstype, "/") {
		return false
	}
	for _, dir := range [2]string{"sbin/mount.", "usr/sbin/mount."} {
		if _, err := fs.Stat(root, dir+fstype); err == nil {
			return true
		}
	}
	return false
}

// supportedTypes are the types that the kernel has, or can load. They are
// certain where the modules of the running kernel are installed.
func supportedTypes(p *rules.Pass) (types map[string]bool, certain bool) {
	types = make(map[string]bool)
	listed, _ := fs.ReadFile(p.Live, "proc/filesystems")
	for line := range strings.Lines(string(listed)) {
		if words := strings.Fields(line); len(words) > 0 {
			types[words[len(words)-1]] = true
		}
	}
	release, _ := fs.ReadFile(p.Live, "proc/sys/kernel/osrelease")
	dirs := []string{"lib/modules/" + strings.TrimSpace(string(release))}
	if _, err := fs.Stat(p.Root, dirs[0]+"/modules.dep"); err == nil {
		certain = true
	} else {
		dirs, _ = fs.Glob(p.Root, "lib/modules/*")
	}
	for _, dir := range dirs {
		for _, list := range [2]string{"modules.dep", "modules.builtin"} {
			text, _ := fs.ReadFile(p.Root, dir+"/"+list)
			for line := range strings.Lines(string(text)) {
				file, _, _ := strings.Cut(strings.TrimSpace(line), ":")
				if module, _, ok := strings.Cut(path.Base(file), ".ko"); ok && strings.HasPrefix(file, "kernel/fs/") && !strings.HasPrefix(file, "kernel/fs/nls/") {
					types[module] = true
				}
			}
		}
		text, _ := fs.ReadFile(p.Root, dir+"/modules.alias")
		for line := range strings.Lines(string(text)) {
			if alias, ok := strings.CutPrefix(line, "alias fs-"); ok {
				fstype, _, _ := strings.Cut(alias, " ")
				types[fstype] = true
			}
		}
	}
	return types, certain
}
