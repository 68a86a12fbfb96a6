package sascore

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
)

// ogfsBlock is the name of the block that the guide prints.
const ogfsBlock = "Opsware Global Filesystem mounts"

// mountHost takes the host that a file system of the OGFS is mounted from.
func mountHost(l *lookup) {
	l.mounts(func(h *Host, f *mounttab.File, e *mounttab.Entry) {
		host, _, remote := split(e.Source)
		if !remote {
			l.nothing(place(f.Source(), e.Span(mounttab.Source)), fmt.Sprintf("is mounted from this host (%s), so it has no host to compare with", e.Type))
			l.doubt = fmt.Sprintf("%s: the %s is local", l.parameter.Name, l.parameter.Evidence.Of)
			return
		}
		at := e.Span(mounttab.Source)
		if f.Written(e, mounttab.Source) == e.Source {
			at.End = at.Start + strings.Index(e.Source, ":/")
		}
		l.compare(h, f.Source(), at, host)
	})
}

// mountPath takes the path that it is mounted from.
func mountPath(l *lookup) {
	l.mounts(func(h *Host, f *mounttab.File, e *mounttab.Entry) {
		_, exported, _ := split(e.Source)
		at := e.Span(mounttab.Source)
		if f.Written(e, mounttab.Source) == e.Source {
			at.Start = at.End - len(exported)
		}
		l.compare(h, f.Source(), at, exported)
	})
}

// split parts "host:path". A path alone is of this host.
func split(source string) (host, exported string, remote bool) {
	if i := strings.Index(source, ":/"); i > 0 {
		return strings.Trim(source[:i], "[]"), source[i+1:], true
	}
	return "", source, false
}

// mounts yields the one mount of Of, "store" or "audit", in the mount table of
// each host.
func (l *lookup) mounts(visit func(*Host, *mounttab.File, *mounttab.Entry)) {
	for _, h := range l.on() {
		for _, name := range l.files(h) {
			dialect := mounttab.Dialect(path.Base(name))
			if p := l.platform(h); p == Linux && dialect == mounttab.Mnttab || p == Solaris && dialect == mounttab.Fstab {
				continue
			}
			f, err := h.mountTable(name, dialect)
			if err != nil {
				l.absent(h, name, err)
				continue
			}
			e, why := ogfs(f, l.parameter.Evidence.Of)
			switch {
			case why != "":
				l.nothing(h.shown(name), why)
				continue
			case dialect == mounttab.Mnttab && !tabbed(f, e):
				l.nothing(place(f.Source(), e.Span(mounttab.Source)), "has blanks for the tabs of mnttab(4), so where its fields end is not told")
				continue
			}
			visit(h, f, e)
		}
	}
}

// tabbed reports whether one tab parts the fields of an entry from each other.
func tabbed(f *mounttab.File, e *mounttab.Entry) bool {
	columns := mounttab.Mnttab.Columns()
	for i, c := range columns[1:] {
		between := parsers.Span{Start: e.Span(columns[i]).End, End: e.Span(c).Start}
		if string(f.Source().Slice(between)) != "\t" {
			return false
		}
	}
	return true
}

// mountTable reads a mount table of a dialect.
func (h *Host) mountTable(name string, d mounttab.Dialect) (*mounttab.File, error) {
	format, _ := mounttab.Formats.ByID(string(d))
	format.Parse = func(src *parsers.Source) parsers.Document { return mounttab.Parse(src, d) }
	doc, err := h.open(name, format)
	if err != nil {
		return nil, err
	}
	return doc.(*mounttab.File), nil
}

// ogfs is the mount of "store" or "audit": in the block that the guide prints,
// else by its mount point. Where several could be it, why says so.
func ogfs(f *mounttab.File, what string) (found *mounttab.Entry, why string) {
	var block *mounttab.Block
	for _, b := range f.Blocks() {
		if b.End < 0 || !strings.EqualFold(b.Name, ogfsBlock) || !inUse(f, b) {
			continue
		}
		if block != nil {
			return nil, fmt.Sprintf("has several blocks %q", ogfsBlock)
		}
		block = &b
	}
	if block != nil {
		if found, why = byTarget(f, what, block); found != nil {
			return found, why
		}
	}
	return byTarget(f, what, nil)
}

// inUse reports whether a block holds an entry that counts: one whose lines are all
// commented out is none.
func inUse(f *mounttab.File, b mounttab.Block) bool {
	return slices.ContainsFunc(f.Entries(), func(e mounttab.Entry) bool { return b.Contains(e.Line()) })
}

// byTarget is the mount of "store" or "audit" in a block, or without one by its
// mount point in a directory of Opsware.
func byTarget(f *mounttab.File, what string, block *mounttab.Block) (found *mounttab.Entry, why string) {
	entries := f.Entries()
	for i := range entries {
		e := &entries[i]
		if path.Base(e.Target) != what || block == nil && !opsware(e.Target) || block != nil && !block.Contains(e.Line()) {
			continue
		}
		if found != nil && found.Source != e.Source {
			return found, fmt.Sprintf("has several mounts of the OGFS %s", what)
		}
		found = e
	}
	if found == nil {
		return nil, fmt.Sprintf("has no mount of the OGFS %s", what)
	}
	return found, ""
}

// opsware reports whether a mount point lies in a directory of Opsware, as
// /var/opt/opsware/ogfs/mnt/store and /var/opt/OPSWmnt/store do.
func opsware(target string) bool {
	return strings.Contains(target, "/opsware/") || strings.Contains(target, "/OPSW")
}
