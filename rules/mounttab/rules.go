// Package mounttab holds the rules on mount tables: fstab, mtab and mountinfo of
// Linux, vfstab and mnttab of Solaris, and fstab of Tru64 UNIX.
//
// They hold what "findmnt --verify" checks, and what it is known to miss; with
// --live also what needs devices and the running kernel. A severity follows the
// harm that is done at boot, where systemd creates mount points and orders mounts.
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

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{
	FST001, FST002, FST003, FST004, FST005, FST006, FST007, FST008, FST009, FST010,
	FST011, FST012, FST013, FST014, FST015, FST016, FST017, FST018, FST019, FST020,
	FST021, FST022, FST023, FST024, FST025, FST026, FST027, FST028, FST029, FST030,
	FST031, FST032, FST033, FST034, FST035, FST036, FST037, FST038, FST039, FST040,
	FST041, FST042, FST043, FST044, FST045, FST046, FST047, FST048, FST049,
}

const (
	fstab     = string(mounttab.Fstab)
	mtab      = string(mounttab.Mtab)
	mountinfo = string(mounttab.Mountinfo)
	vfstab    = string(mounttab.Vfstab)
	mnttab    = string(mounttab.Mnttab)
	tru64     = string(mounttab.Tru64)
)

// The kinds that rules check.
var (
	everyTable = []string{fstab, mtab, mountinfo, vfstab, mnttab, tru64}
	edited     = []string{fstab, vfstab, tru64} // by people
	linux      = []string{fstab}
)

const (
	verify    = "misc-utils/findmnt-verify.c of util-linux"
	generator = "systemd-fstab-generator(8) of systemd"
)

// each makes a check that looks at one entry at a time.
func each(check func(*rules.Pass, *mounttab.File, *mounttab.Entry)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *mounttab.File) {
		entries := f.Entries()
		for i := range entries {
			check(p, f, &entries[i])
		}
	})
}

// edits takes a verb's edits for a fix; a verb that refuses offers none.
func edits(e []parsers.Edit, _ error) []parsers.Edit { return e }

// replaced is the one edit of a span.
func replaced(at parsers.Span, text, why string) []parsers.Edit {
	return []parsers.Edit{{Span: at, New: []byte(text), Why: why}}
}

// nameless reports whether the target stands for no mount point.
func nameless(e *mounttab.Entry) bool {
	return e.Swap() || e.Target == "none" || e.Target == "swap" || e.Target == "-"
}

// bound reports whether the entry mounts a directory or moves a mount.
func bound(e *mounttab.Entry) bool {
	return e.Option("bind") != nil || e.Option("rbind") != nil || e.Option("move") != nil
}

// onDevice reports whether the source is a block device, as far as it tells.
func onDevice(e *mounttab.Entry) bool {
	if pseudo[e.Type] || network[e.Type] || bound(e) || fuse(e.Type) {
		return false
	}
	_, tagged := e.Tagged()
	return tagged || strings.HasPrefix(e.Source, "/dev/")
}

// clean is the target in the one form that two spellings of it share.
func clean(target string) string { return path.Clean(target) }

// targets are the mount points of all entries in the one form that two spellings
// of a path share; with a root, symbolic links are followed, too.
func targets(p *rules.Pass, f *mounttab.File) func(entry int32) string {
	entries := f.Entries()
	other := make(map[int32]string) // where that is not what is written
	for i := range entries {
		path := clean(entries[i].Target)
		if p.Root != nil && !nameless(&entries[i]) && strings.HasPrefix(path, "/") {
			if real, err := root.Resolve(p.Root, path); err == nil {
				path = clean("/" + real)
			}
		}
		if path != entries[i].Target {
			other[int32(i)] = path
		}
	}
	return func(i int32) string {
		if len(other) > 0 {
			if path, ok := other[i]; ok {
				return path
			}
		}
		return entries[i].Target
	}
}

// line is where an entry is, for messages.
func line(f *mounttab.File, e *mounttab.Entry) int {
	return f.Source().Position(f.LineOf(e).Span().Start).Line
}

// state is what lies at an absolute path below the root; known is false where
// the root does not hold the path's top directory, as a copy of /etc does not.
func state(files fs.FS, file string) (info fs.FileInfo, known bool) {
	name := strings.TrimPrefix(path.Clean(file), "/")
	if name == "" || !fs.ValidPath(name) {
		return nil, false
	}
	top, _, _ := strings.Cut(name, "/")
	if _, err := fs.Stat(files, top); err != nil {
		return nil, false
	}
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, true
	}
	return info, true
}

// meant is a "did you mean" for people.
func meant(name string) rules.Option {
	if name == "" {
		return func(*rules.Finding) {}
	}
	return rules.Help("did you mean %s?", name)
}

// likely is how sure it is that a name that nobody knows is misspelt: a warning where a known
// one is near, but for short names, which are all near each other.
func likely(name, near string) rules.Option {
	if near != "" && len(name) > 3 {
		return rules.At(parsers.Warning)
	}
	return rules.At(parsers.Info)
}

// quoted is a text from the file in a message.
func quoted(s string) string {
	if len(s) > 80 {
		s = strings.ToValidUTF8(s[:80], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}
