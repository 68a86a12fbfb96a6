package sascore

import (
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/smbconf"
)

// sambas yields each smb.conf of the hosts. That both of the guide's places
// are links to one file does no harm.
func (l *lookup) sambas(visit func(*Host, *smbconf.File)) {
	for _, h := range l.on() {
		for _, name := range l.files(h) {
			doc, err := h.open(name, smbconf.Format)
			if err != nil {
				l.absent(h, name, err)
				continue
			}
			visit(h, doc.(*smbconf.File))
		}
	}
}

// more reports whether other files take part in an smb.conf.
func more(f *smbconf.File) bool {
	for p := range f.Parameters() {
		if slices.ContainsFunc([]string{"include", "config file", "config backend", "registry shares"}, p.Is) {
			return true
		}
	}
	return false
}

// shareName looks for the share among the sections of smb.conf.
func shareName(l *lookup) {
	l.sambas(func(h *Host, f *smbconf.File) {
		if s, ok := f.Section(l.given); ok && slices.Contains(f.Shares(), s) {
			l.agree(f.Source(), s.Span, s.Name)
			return
		}
		var names []string
		for _, s := range f.Shares() {
			names = append(names, fmt.Sprintf("%q", s.Name))
		}
		switch {
		case more(f):
			l.nothing(f.Source().Name(), "has no such share, and takes more from elsewhere")
		case len(names) == 0:
			l.nothing(f.Source().Name(), "has no share")
		default:
			l.contradict(f.Source(), parsers.Span{}, "which is no share in smb.conf: it has "+strings.Join(names, ", "))
		}
	})
}

// sharePath takes the path of the share media_server.windows_share_name, and
// where there is none of this name, looks for the path among those of all shares.
func sharePath(l *lookup) {
	name := l.all.value("media_server.windows_share_name")
	l.sambas(func(h *Host, f *smbconf.File) {
		if p, ok := f.Get(name, "path", "directory"); ok && name != "" {
			if strings.Contains(p.Value, "%") {
				l.nothing(place(f.Source(), p.Span), "has a path with a variable")
				return
			}
			l.compare(h, f.Source(), p.Span, p.Value)
			return
		}
		var paths []string
		for _, s := range f.Shares() {
			p, ok := f.Get(s.Name, "path", "directory")
			if !ok {
				continue
			}
			if same, _ := l.same(h, p.Value); same {
				l.agree(f.Source(), p.Span, p.Value)
				return
			}
			paths = append(paths, p.Value)
		}
		switch {
		case more(f):
			l.nothing(f.Source().Name(), "has no share with this path, and takes more from elsewhere")
		case len(paths) == 0:
			l.nothing(f.Source().Name(), "has no share with a path")
		default:
			l.contradict(f.Source(), parsers.Span{}, "which is the path of no share: they have "+strings.Join(paths, ", "))
		}
	})
}
