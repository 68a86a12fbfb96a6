package sascore

import (
	"iter"
	"strings"

	"cfgtool/parsers"
)

// line takes the only line of a file for the value.
func line(l *lookup) {
	for _, h := range l.on() {
		for _, name := range l.files(h) {
			open := h.open
			if l.parameter.Secret {
				open = h.openSecret
			}
			doc, err := open(name, parsers.Plain)
			if err != nil {
				l.absent(h, name, err)
				continue
			}
			l.only(h, doc.Source(), name)
		}
	}
}

func (l *lookup) only(h *Host, src *parsers.Source, name string) {
	var lines []string
	var at parsers.Span
	for span, content := range contents(src) {
		if lines == nil {
			at = span
		}
		lines = append(lines, content)
	}
	switch {
	case len(lines) == 0:
		l.nothing(h.shown(name), "is empty")
	case len(lines) > 1:
		l.nothing(h.shown(name), "has several lines, so its form is not the one that is known")
	case hashed(lines[0]):
		l.manual = h.shown(name) + " holds a hash, which does not show the value"
	case lines[0] != l.given && named(lines[0]):
		l.nothing(h.shown(name), "has more than a value on its line, so its form is not the one that is known")
	default:
		l.compare(h, src, at, lines[0])
	}
}

// named reports whether a line looks as a name with its value does, "name=value",
// "name: value" or "name value".
func named(line string) bool {
	name := strings.IndexAny(line, "=: \t")
	return name > 0 && name < len(line)-1 && strings.IndexFunc(line[:name], func(r rune) bool {
		return r != '.' && r != '_' && r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) < 0
}

// hashed reports whether a password is given as a hash, "{SCHEME}…" (RFC 2307,
// section 5.3).
func hashed(value string) bool {
	end := strings.IndexByte(value, '}')
	if end < 2 || value[0] != '{' {
		return false
	}
	for _, c := range value[1:end] {
		if c != '-' && c != '_' && c != '.' && c != '/' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// contents yields the lines of a file without their line ends and the white
// space round them; blank lines are left out.
func contents(src *parsers.Source) iter.Seq2[parsers.Span, string] {
	return func(yield func(parsers.Span, string) bool) {
		for n := 1; n <= src.LineCount(); n++ {
			span := src.Line(n)
			if n == 1 {
				span.Start = max(span.Start, src.Mark().End)
			}
			if content := strings.TrimSpace(string(src.Slice(span))); content != "" && !yield(span, content) {
				return
			}
		}
	}
}
