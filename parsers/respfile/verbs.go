package respfile

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"cfgtool/parsers"
)

// SetValue makes the pair's value read as value. Key, separator, quotes, white
// space behind the value and line end stay. A key alone gets the separator that
// the file's other pairs have. It fails for a value that the line would not
// give back, such as one with a line end: there are no escapes.
func (f *File) SetValue(l Line, value, why string) ([]parsers.Edit, error) {
	if l.Kind != Pair {
		return nil, fmt.Errorf("%s:%v: only a pair has a value", f.src.Name(), f.src.Position(l.Content().Start))
	}
	if f.Value(l) == value {
		return nil, nil
	}
	like := f.looks(l)
	if l.Separator().Empty() {
		like.separator = cmp.Or(f.looks(f.model(l)).separator, " ")
	}
	if _, err := f.entry(like, f.Key(l), value); err != nil {
		return nil, err
	}
	if l.Separator().Empty() {
		value = like.separator + value
	}
	return []parsers.Edit{{Span: l.Value(), New: []byte(value), Why: why}}, nil
}

// AddAfter adds a pair behind the line, on a line of its own. It has the file's
// form: indentation, prefix, separator and quotes are those of the line, or of
// the first pair where the line is none or has another form. The line end is
// the line's. Comments that follow the line stay behind the new pair. It fails
// for a key or value that would not be read back, and where the file shows no form.
func (f *File) AddAfter(l Line, key, value, why string) ([]parsers.Edit, error) {
	like, err := f.look(l)
	if err != nil {
		return nil, err
	}
	entry, err := f.entry(like, key, value)
	if err != nil {
		return nil, err
	}
	at := parsers.Span{Start: l.Span().End, End: l.Span().End}
	eol := string(f.src.Slice(l.EOL()))
	if eol == "" { // the file's last line stays without a line end
		return []parsers.Edit{{Span: at, New: []byte(f.src.EOL() + entry), Why: why}}, nil
	}
	return []parsers.Edit{{Span: at, New: []byte(entry + eol), Why: why}}, nil
}

// Append adds a pair behind the last pair of the section, or behind its head
// where it has none, as AddAfter does. The section is "" before the first one.
func (f *File) Append(section, key, value, why string) ([]parsers.Edit, error) {
	var last, head *Line
	for in, l := range f.Sections() {
		if in != section {
			continue
		}
		switch {
		case l.Kind == Pair:
			last = &l
		case l.Kind == Section || section == "":
			head = &l
		}
	}
	switch {
	case last != nil:
		return f.AddAfter(*last, key, value, why)
	case head != nil:
		return f.AddAfter(*head, key, value, why)
	case section != "":
		return nil, fmt.Errorf("%s: there is no section [%s]", f.src.Name(), section)
	}
	like, err := f.look(Line{})
	if err != nil {
		return nil, err
	}
	entry, err := f.entry(like, key, value)
	if err != nil {
		return nil, err
	}
	at := parsers.Span{Start: f.mark, End: f.mark}
	return []parsers.Edit{{Span: at, New: []byte(entry + f.src.EOL()), Why: why}}, nil
}

// Remove deletes the line with its line end. Comments above it stay. Where it
// is the last line and has no line end, the line end before it goes instead.
// The head of a section is not removed, since its pairs would change theirs; nor
// is the first line before one that begins with U+FEFF, which would become a
// byte order mark.
func (f *File) Remove(l Line, why string) ([]parsers.Edit, error) {
	if l.Kind == Section {
		return nil, fmt.Errorf("%s:%v: the pairs of this section would get into the one before", f.src.Name(), f.src.Position(l.Content().Start))
	}
	gone := l.Span()
	if gone.Start == 0 && bytes.HasPrefix(f.src.Text()[gone.End:], []byte("\uFEFF")) {
		return nil, fmt.Errorf("%s:%v: the next line begins with U+FEFF, which would become a byte order mark: take it away first", f.src.Name(), f.src.Position(gone.Start))
	}
	if l.EOL().Empty() && gone.Start > f.mark {
		gone.Start -= parsers.EndsInEOL(f.src.Text()[:gone.Start])
	}
	return []parsers.Edit{{Span: gone, Why: why}}, nil
}

// look is how a pair that is added behind the line is written.
func (f *File) look(l Line) (look, error) {
	m := f.model(l)
	if m.Kind == Pair {
		return f.looks(m), nil
	}
	if f.scan.sas {
		return look{}, fmt.Errorf("%s: the file does not show how its lines join a parameter and its value, and the syntax is not public: write the first line by hand", f.src.Name())
	}
	return look{separator: "="}, nil
}

// model is the pair that an added one copies: the line, if it has the form of
// the file, else the first pair that has; no pair where the file has none.
func (f *File) model(l Line) Line {
	if l.Kind == Pair && l.Form == f.form && !l.Separator().Empty() {
		return l
	}
	for m := range f.Lines() {
		if m.Kind == Pair && m.Form == f.form && !m.Separator().Empty() {
			return m
		}
	}
	return Line{}
}

// look is how a pair is written around its key and its value.
type look struct{ indent, prefix, separator, quote string }

func (f *File) looks(l Line) look {
	text := func(s parsers.Span) string { return string(f.src.Slice(s)) }
	return look{text(l.Indent()), text(l.Prefix()), text(l.Separator()), text(parsers.Span{Start: l.Written().Start, End: l.Value().Start})}
}

// entry writes a pair, and proves that it is read back.
func (f *File) entry(like look, key, value string) (string, error) {
	entry := like.indent + like.prefix + key + like.separator + like.quote + value + like.quote
	s := scanner{[]byte(entry), f.scan.sas}
	l := s.line(0)
	switch {
	case l.Kind != Pair || string(l.Key().In(s.text)) != key || strings.Contains(key, "\uFEFF"):
		return "", fmt.Errorf("%s: %q cannot be a key of this file", f.src.Name(), key)
	case l.Span().Len() != len(entry) || string(l.Value().In(s.text)) != value || l.quoted != (like.quote != "") || !utf8.ValidString(value):
		return "", fmt.Errorf("%s: the value for %q cannot be written in this file: a line end, white space at its ends or the quotes around it would make it another", f.src.Name(), key)
	}
	return entry, nil
}
