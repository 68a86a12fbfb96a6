package mounttab

import (
	"strings"

	"cfgtool/parsers"
)

// share reads a text as a dialect and scores how many of its entries look as
// they should; a line that cannot be read, but for the last one, which may be
// cut off, makes it 0.
func share(text []byte, d Dialect, score int, fits func(*File, *Entry) bool) int {
	f := Parse(parsers.NewSource("", text, parsers.Format{}), d)
	if f.binary || len(f.entries) == 0 {
		return 0
	}
	for i, l := range f.lines {
		switch {
		case l.Kind == Bad && (i < len(f.lines)-1 || !l.EOL().Empty()):
			return 0
		case l.Kind == Mount && i == len(f.lines)-1 && l.EOL().Empty() && len(f.entries) > 1:
		case l.Kind == Mount && !fits(f, &f.entries[l.entry]):
			return 0
		}
	}
	return score
}

func pathOrNone(s string) bool {
	return strings.HasPrefix(s, "/") || s == "none" || s == "swap" || s == "-"
}

func fstabLike(f *File, e *Entry) bool {
	return pathOrNone(e.Target) && plainType(e.Type) && (e.Has(Options) || f.typical(e))
}

// typical reports whether a line of three fields is plainly one of fstab.
func (f *File) typical(e *Entry) bool {
	_, tagged := e.Tagged()
	return tagged || strings.Contains(e.Source, "/")
}

func plainType(t string) bool {
	for _, c := range []byte(t) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && strings.IndexByte("._-,", c) < 0 {
			return false
		}
	}
	return t != ""
}

func sniffFstab(text []byte) int { return share(text, Fstab, 50, fstabLike) }

// sniffMtab scores mtab below fstab, whose form is the same: only its name tells.
func sniffMtab(text []byte) int { return share(text, Mtab, 40, fstabLike) }

func sniffMountinfo(text []byte) int {
	return share(text, Mountinfo, 80, func(*File, *Entry) bool { return true })
}

func sniffVfstab(text []byte) int {
	return share(text, Vfstab, 70, func(_ *File, e *Entry) bool { return pathOrNone(e.Target) })
}

func sniffMnttab(text []byte) int {
	return share(text, Mnttab, 70, func(_ *File, e *Entry) bool { return strings.HasPrefix(e.Target, "/") })
}

// sniffTru64 tells by sources that Linux has not: an AdvFS fileset
// "domain#fileset", or NFS as "path@host".
func sniffTru64(text []byte) int {
	found := false
	n := share(text, Tru64, 60, func(_ *File, e *Entry) bool {
		domain, fileset, ok := strings.Cut(e.Source, "#")
		advfs := ok && e.Type == "advfs" && domain != "" && fileset != ""
		path, host, ok := strings.Cut(e.Source, "@")
		nfs := ok && e.Type == "nfs" && strings.HasPrefix(path, "/") && host != ""
		found = found || advfs || nfs
		return pathOrNone(e.Target)
	})
	if !found {
		return 0
	}
	return n
}
