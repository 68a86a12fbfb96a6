package sascore

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
)

// nets yields the tnsnames.ora of each host: the first of the evidence's files
// that is there. Where that cannot be read, the others tell nothing.
func (l *lookup) nets(visit func(*Host, *tnsnames.File)) {
	for _, h := range l.on() {
		for _, name := range l.files(h) {
			doc, err := h.open(name, tnsnames.Format)
			if err == nil {
				visit(h, doc.(*tnsnames.File))
				break
			}
			if l.absent(h, name, err); !errors.Is(err, fs.ErrNotExist) {
				break
			}
		}
	}
}

// entry is the one entry of an alias that is read without a problem. Where
// there is none, why says so.
func entry(f *tnsnames.File, alias string) (e tnsnames.Entry, why string) {
	found := slices.Collect(f.With(alias))
	if len(found) == 0 {
		return e, fmt.Sprintf("has no entry %q", alias)
	}
	e = found[len(found)-1]
	for _, other := range found {
		if other.Target() != e.Target() {
			return e, fmt.Sprintf("has several entries %q", alias)
		}
	}
	for _, p := range f.Problems() {
		if e.Span().Overlaps(p.Span) || e.Span().Contains(p.Span) {
			return e, fmt.Sprintf("has an entry %q that cannot be read for sure: %s", alias, p.Message)
		}
	}
	return e, ""
}

// includes reports whether a file has others read, in which more names may be.
func includes(f *tnsnames.File) bool {
	for e := range f.Entries() {
		if e.Include() {
			return true
		}
	}
	return false
}

// netAlias looks for the value among the names of tnsnames.ora.
func netAlias(l *lookup) {
	l.nets(func(h *Host, f *tnsnames.File) {
		shown := f.Source().Name()
		e, why := entry(f, l.given)
		if why == "" {
			l.agree(f.Source(), e.NameSpan(), e.Alias())
			return
		}
		var names []string
		for e := range f.Entries() {
			if !e.Include() {
				for _, a := range e.Aliases() {
					names = append(names, fmt.Sprintf("%q", a.Text))
				}
			}
		}
		switch {
		case e.Valid(), len(names) == 0, len(f.Problems()) > 0:
			l.nothing(shown, why)
		case includes(f):
			l.nothing(shown, why+"; it includes other files, which were not read")
		case !l.sure(h):
			l.nothing(shown, why+"; whether this host is the Model Repository's is not known (--component truth=NAME)")
		default:
			l.contradict(f.Source(), parsers.Span{}, "which is no name in tnsnames.ora: it has "+strings.Join(names, ", "))
		}
	})
}

// netService takes SERVICE_NAME, or SID, of the entry of truth.servicename.
func netService(l *lookup) {
	alias := l.all.value("truth.servicename")
	if alias == "" {
		l.doubt = l.parameter.Name + " is told by the entry of truth.servicename, which is not given"
		return
	}
	l.nets(func(h *Host, f *tnsnames.File) {
		shown := f.Source().Name()
		e, why := entry(f, alias)
		if why != "" {
			l.nothing(shown, why)
			return
		}
		var at tnsnames.Param
		for d := range e.Descriptions() {
			var service tnsnames.Param
			if data := d.Child("CONNECT_DATA"); data.Valid() {
				if service = data.Child("SERVICE_NAME"); !service.Valid() {
					service = data.Child("SID")
				}
			}
			switch {
			case !service.Valid() || !service.Atom() || service.Text() == "":
				l.nothing(shown, fmt.Sprintf("has no SERVICE_NAME in the entry %q", alias))
				return
			case at.Valid() && !strings.EqualFold(at.Text(), service.Text()):
				l.nothing(shown, fmt.Sprintf("has several SERVICE_NAME in the entry %q", alias))
				return
			}
			at = service
		}
		switch {
		case !at.Valid():
			l.nothing(shown, fmt.Sprintf("has no DESCRIPTION in the entry %q", alias))
		case strings.EqualFold(at.Text(), l.given):
			l.agree(f.Source(), at.ValueSpan(), at.Text())
		case strings.EqualFold(first(at.Text()), l.given):
			l.nothing(place(f.Source(), at.ValueSpan()), fmt.Sprintf("has %q, with a domain; whether the SID is its first part is not told", at.Text()))
		default:
			l.compare(h, f.Source(), at.ValueSpan(), at.Text())
		}
	})
}

// netFolder looks for tnsnames.ora in the directory. That it is in another one
// of the evidence's proves something only where it is not in this one for sure.
func netFolder(l *lookup) {
	wanted := path.Join("/", l.given, "tnsnames.ora")
	for _, h := range l.on() {
		doc, err := h.open(wanted, tnsnames.Format)
		if !path.IsAbs(l.given) {
			err = fs.ErrNotExist
		}
		if err == nil {
			l.agree(doc.Source(), parsers.Span{}, path.Clean(l.given))
			continue
		}
		l.absent(h, wanted, err)
		if !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		for _, name := range l.files(h) {
			other, err := h.open(name, tnsnames.Format)
			switch {
			case name == wanted:
			case err != nil:
				l.absent(h, name, err)
			case l.sure(h):
				l.differ(other.Source(), parsers.Span{}, path.Dir(name))
			default:
				l.nothing(h.shown(name), "is there; whether this host is the Model Repository's is not known (--component truth=NAME)")
			}
		}
	}
}
