package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
)

// Service is a net service name to be written.
type Service struct {
	Alias       string
	Addresses   []Setting // such as TCP makes them
	ConnectData []Setting // such as SERVICE_NAME and SERVER, in order
}

// AddService adds an entry behind the last service of the file, in its layout:
// case, indentation, white space round "=", blank lines between entries, and an
// ADDRESS_LIST where that one has it. A file without a service gets the layout
// of Oracle's tools, behind all that it holds. Comments stay where they are. An
// alias that is there with the same descriptor gives no edits; with another it
// is an error.
func (f *File) AddService(s Service, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	if err := checkName(s.Alias); err != nil {
		return nil, fmt.Errorf("%s: %w", f.src.Name(), err)
	}
	example := f.example()
	description := s.description(example)
	if e, ok := f.Entry(s.Alias); ok {
		for d := range e.Descriptions() {
			if s.description(e).same(d) {
				return nil, nil
			}
		}
		return nil, f.refuse(e.Param, "%s is there already, with another descriptor", s.Alias)
	}
	layout := f.layoutOf(example)
	written, err := layout.write(description)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.src.Name(), err)
	}
	head := layout.entry
	written = s.Alias + head.beforeEquals + "=" + head.behindEquals + written

	at, separator := f.placeBehind(example, strings.ContainsAny(written, "\r\n"))
	text := f.src.Text()
	eol := f.src.EOL()
	switch n := parsers.EndsInEOL(text[:at]); {
	case n > 0:
		eol = string(text[at-n : at])
		if eol == "\r" { // a line feed would become a part of it
			separator = strings.ReplaceAll(strings.ReplaceAll(separator, "\r\n", eol), "\n", eol)
		}
		written = separator + written + eol
	case f.contentBefore(at): // the last line stays without a line end
		written = eol + separator + written
	default:
		written += eol
	}
	return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(written), Why: why}}, nil
}

// description is the service's, with an ADDRESS_LIST where the example has one.
func (s Service) description(example Entry) Setting {
	addresses := s.Addresses
	if example.Valid() {
		for d := range example.Descriptions() {
			if d.Child("ADDRESS_LIST").Valid() {
				addresses = []Setting{{Name: "ADDRESS_LIST", List: s.Addresses}}
			}
		}
	} else {
		addresses = []Setting{{Name: "ADDRESS_LIST", List: s.Addresses}}
	}
	list := append(addresses[:len(addresses):len(addresses)], Setting{Name: "CONNECT_DATA", List: s.ConnectData})
	return Setting{Name: "DESCRIPTION", List: list}
}

// example is the last entry with a DESCRIPTION that is sound, or none.
func (f *File) example() (example Entry) {
	for e := range f.Entries() {
		last := e.Last()
		if e.Indented() || !last.Valid() || !last.node().closed || !e.described() {
			continue
		}
		if _, ok := f.lineEndBehind(e.Span().End); ok {
			example = e
		}
	}
	return example
}

// placeBehind is where a new entry goes, and the blank lines before it: those
// between the example and what stands before it, or one where those tell nothing.
func (f *File) placeBehind(example Entry, several bool) (at int, separator string) {
	text := f.src.Text()
	if several {
		separator = f.src.EOL()
	}
	if example.Valid() {
		at, _ = f.lineEndBehind(example.Span().End)
		start := example.Span().Start
		if blank := f.blankBefore(start); f.contentBefore(blank) {
			separator = string(text[blank:start])
		}
		return at, separator
	}
	at = len(text)
	for at > 0 && (isEOL(text[at-1]) || isBlank(text[at-1])) {
		at--
	}
	if !f.contentBefore(at) {
		return len(text), ""
	}
	at, _ = f.lineEndBehind(at)
	return at, separator
}

// contentBefore reports whether anything but a byte order mark stands before an offset.
func (f *File) contentBefore(at int) bool { return at > 0 && string(f.src.Text()[:at]) != "\uFEFF" }

// blankBefore goes back from the start of a line over blank lines.
func (f *File) blankBefore(at int) int {
	text := f.src.Text()
	for i := at; i > 0; {
		if !isEOL(text[i-1]) {
			break
		}
		i -= parsers.EndsInEOL(text[:i])
		for i > 0 && isBlank(text[i-1]) {
			i--
		}
		if i == 0 || isEOL(text[i-1]) || string(text[:i]) == "\uFEFF" {
			at = i
		}
	}
	return at
}

// Rename gives every entry with the old name the new one in its place. The edit
// covers the values, since their paths change. The name in another case is
// another name here; a file that has only the new one gives no edits.
func (f *File) Rename(old, name, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	if err := checkName(name); err != nil {
		return nil, fmt.Errorf("%s: %w", f.src.Name(), err)
	}
	found, taken := Entry{}, Entry{}
	var edits []parsers.Edit
	for e := range f.Entries() {
		aliases := e.Aliases()
		var names strings.Builder
		changed := false
		for i, a := range aliases {
			if i > 0 {
				names.Write(f.src.Text()[aliases[i-1].Span.End:a.Span.Start])
			}
			switch {
			case strings.EqualFold(a.Text, old):
				found, changed = e, changed || a.Text != name
				names.WriteString(name)
				continue
			case strings.EqualFold(a.Text, name):
				taken = e
			}
			names.Write(f.src.Slice(a.Span))
		}
		if changed {
			edits = append(edits, f.rewrite(e, names.String(), why))
		}
	}
	switch {
	case !found.Valid() && taken.Valid():
		return nil, nil
	case !found.Valid():
		return nil, fmt.Errorf("%s: there is no entry %s", f.src.Name(), old)
	case taken.Valid():
		return nil, f.refuse(taken.Param, "%s is there already", name)
	}
	return edits, nil
}

// rewrite replaces an entry's names, by an edit that covers its values too.
func (f *File) rewrite(e Entry, names, why string) parsers.Edit {
	aliases := e.Aliases()
	at := parsers.Span{Start: aliases[0].Span.Start, End: aliases[len(aliases)-1].Span.End}
	rest := at.End
	at.End = max(at.End, e.lastValue())
	if strings.HasSuffix(names, `\`) { // which would escape the "="
		names += " "
	}
	return parsers.Edit{Span: at, New: append([]byte(names), f.src.Text()[rest:at.End]...), Why: why}
}

// RemoveService takes a name away. An entry with other names keeps those, and
// its descriptor. One without goes as a whole: its lines, the comments in them,
// and the blank lines before it; comments above it stay. Without such an entry
// there is nothing to do.
func (f *File) RemoveService(alias, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	var edits []parsers.Edit
	for e := range f.With(alias) {
		aliases := e.Aliases()
		var keep []int
		for i, a := range aliases {
			if !strings.EqualFold(a.Text, alias) {
				keep = append(keep, i)
			}
		}
		if len(keep) == 0 {
			at, err := f.linesOf(e)
			if err != nil {
				return nil, err
			}
			if n := len(edits); n > 0 { // where both end the file, the line end between them goes once
				at.Start = max(at.Start, edits[n-1].Span.End)
			}
			edits = append(edits, parsers.Edit{Span: at, Why: why})
			continue
		}
		var names strings.Builder
		for n, i := range keep {
			if n > 0 { // what stands before this name, with its comma
				names.Write(f.src.Text()[aliases[i-1].Span.End:aliases[i].Span.Start])
			}
			names.Write(f.src.Slice(aliases[i].Span))
		}
		edits = append(edits, f.rewrite(e, names.String(), why))
	}
	return edits, nil
}

// linesOf are the lines of an entry and the blank lines before it, or behind it
// where it is the first of the file. Where it ends a file without a line end,
// the line end before it goes instead.
func (f *File) linesOf(e Entry) (parsers.Span, error) {
	text := f.src.Text()
	at := e.Span()
	for at.Start > 0 && isBlank(text[at.Start-1]) {
		at.Start--
	}
	if f.contentBefore(at.Start) && !isEOL(text[at.Start-1]) {
		return at, f.refuse(e.Param, "other text stands before %s on its line", e.Name())
	}
	end, ok := f.lineEndBehind(at.End)
	if !ok {
		return at, f.refuse(e.Param, "other text stands behind %s on its last line", e.Name())
	}
	at.End = end
	if blank := f.blankBefore(at.Start); f.contentBefore(blank) {
		at.Start = blank
	} else {
		for end := at.End; end < len(text) && isBlank(text[end]) || end < len(text) && isEOL(text[end]); end++ {
			if isEOL(text[end]) {
				at.End = end + 1
			}
		}
	}
	if !isEOL(text[at.End-1]) {
		if n := parsers.EndsInEOL(text[:at.Start]); n > 0 {
			at.Start -= n
		}
	}
	return at, nil
}
