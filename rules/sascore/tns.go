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

// tnsFiles are a host's tnsnames.ora with the files that it includes.
type tnsFiles struct {
	files  []*tnsnames.File // itself, and then what its IFILEs name, in order
	unread []string         // included files that were not read, with the reason
}

// shown is how tnsnames.ora is called.
func (n *tnsFiles) shown() string { return n.files[0].Source().Name() }

// nets yields the tnsnames.ora of each host: the first of the evidence's files
// that is there. Where that cannot be read, the others tell nothing.
func (l *lookup) nets(visit func(*Host, *tnsFiles)) {
	for _, h := range l.on() {
		for _, name := range l.files(h) {
			n, err := h.net(name)
			if err == nil {
				visit(h, n)
				break
			}
			if l.absent(h, name, err); !errors.Is(err, fs.ErrNotExist) {
				break
			}
		}
	}
}

// mostIncluded is how many files a tnsnames.ora may include.
const mostIncluded = 64

// net reads a tnsnames.ora and what it includes. A relative name is one beside the
// including file, as python-oracledb has it.
func (h *Host) net(name string) (*tnsFiles, error) {
	doc, err := h.open(name, tnsnames.Format)
	if err != nil {
		return nil, err
	}
	n := &tnsFiles{files: []*tnsnames.File{doc.(*tnsnames.File)}}
	names := []string{inRoot(name)}
	for i := 0; i < len(n.files); i++ {
		for e := range n.files[i].Entries() {
			if !e.Include() {
				continue
			}
			target := e.Text()
			if !path.IsAbs(target) {
				target = path.Join(path.Dir(names[i]), target)
			}
			target = inRoot(target)
			switch doc, err := h.open(target, tnsnames.Format); {
			case slices.Contains(names, target):
			case e.Text() == "", strings.ContainsAny(e.Text(), "$%?\\"):
				n.unread = append(n.unread, fmt.Sprintf("%q, whose name only the host can tell", e.Text()))
			case err != nil:
				n.unread = append(n.unread, h.shown(target)+", which "+unread(err))
			case len(names) > mostIncluded:
				n.unread = append(n.unread, h.shown(target)+", one of too many")
			default:
				names = append(names, target)
				n.files = append(n.files, doc.(*tnsnames.File))
			}
		}
	}
	return n, nil
}

// entry is the one entry of an alias that is read without a problem, and its file.
// Where there is none, why says so.
func (n *tnsFiles) entry(alias string) (in *tnsnames.File, e tnsnames.Entry, why string) {
	for _, f := range n.files {
		for other := range f.With(alias) {
			if e.Valid() && other.Target() != e.Target() {
				return in, e, fmt.Sprintf("has several entries %q", alias)
			}
			in, e = f, other
		}
	}
	if !e.Valid() {
		why = fmt.Sprintf("has no entry %q", alias)
		if len(n.unread) > 0 {
			why += "; it includes " + strings.Join(n.unread, ", and ")
		}
		return nil, e, why
	}
	for _, p := range in.Problems() {
		if e.Span().Overlaps(p.Span) || e.Span().Contains(p.Span) {
			return in, e, fmt.Sprintf("has an entry %q that cannot be read for sure: %s", alias, p.Message)
		}
	}
	return in, e, ""
}

// aliases are the names of all entries, quoted, and whether all files are read
// without a problem.
func (n *tnsFiles) aliases() (names []string, whole bool) {
	whole = true
	for _, f := range n.files {
		whole = whole && len(f.Problems()) == 0
		for e := range f.Entries() {
			if e.Include() {
				continue
			}
			for _, a := range e.Aliases() {
				names = append(names, fmt.Sprintf("%q", a.Text))
			}
		}
	}
	return names, whole
}

// netAlias looks for the value among the names of tnsnames.ora.
func netAlias(l *lookup) {
	l.nets(func(h *Host, n *tnsFiles) {
		f, e, why := n.entry(l.given)
		if why == "" {
			l.agree(f.Source(), e.NameSpan(), e.Alias())
			return
		}
		names, whole := n.aliases()
		switch {
		case e.Valid(), len(names) == 0, !whole, len(n.unread) > 0:
			l.nothing(n.shown(), why)
		case !l.sure(h):
			l.nothing(n.shown(), why+"; whether this host is the Model Repository's is not known (--component truth=NAME)")
		default:
			l.contradict(n.files[0].Source(), parsers.Span{}, "which is no name in tnsnames.ora: it has "+strings.Join(names, ", "))
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
	l.nets(func(h *Host, n *tnsFiles) {
		f, e, why := n.entry(alias)
		if why != "" {
			l.nothing(n.shown(), why)
			return
		}
		shown := f.Source().Name()
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
