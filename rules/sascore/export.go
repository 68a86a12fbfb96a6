package sascore

import (
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/exports"
)

// export looks for the path among those that a host shares over NFS. Which media
// lies there no file tells, so that an exported path is for a person to look at.
func export(l *lookup) {
	given := path.Clean(l.given)
	for _, h := range l.on() {
		var shared []string
		var first *parsers.Source
		seen, above, unread := false, "", false
		for _, name := range l.files(h) {
			format := exports.Format
			if path.Base(name) == "dfstab" {
				format = exports.DfstabFormat
			}
			if p := l.platform(h); p == Linux && format.ID == "dfstab" || p == Solaris && format.ID == "exports" {
				continue
			}
			doc, err := h.open(name, format)
			if err != nil {
				l.absent(h, name, err)
				continue
			}
			f := doc.(*exports.File)
			unread = unread || len(f.Problems()) > 0
			none := true
			for e := range f.Exports() {
				none = false
				at := path.Clean(e.Path)
				switch {
				case at == given:
					l.manual = place(f.Source(), e.Span) + ": exported; which media it is, no file tells"
					seen = true
				case strings.HasPrefix(given, strings.TrimSuffix(at, "/")+"/"):
					above = place(f.Source(), e.Span) + " exports " + at + ", in which it lies"
				}
				if !slices.Contains(shared, at) {
					shared = append(shared, at)
				}
				if first == nil {
					first = f.Source()
				}
			}
			if none {
				l.nothing(h.shown(name), "exports nothing")
			}
		}
		switch {
		case seen || len(shared) == 0 || l.manual != "":
		case above != "":
			l.manual = above
		case unread:
			l.nothing(first.Name(), "has lines that cannot be read, and does not export it in the others")
		case !l.sure(h):
			l.nothing(first.Name(), "does not export it; whether this host is the Media Server is not known (--component media=NAME)")
		default:
			l.contradict(first, parsers.Span{}, "which is not exported; exported are "+strings.Join(shared, ", "))
		}
	}
}
