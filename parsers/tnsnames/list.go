package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
)

// AddParam adds a parameter as the last of a list, in the layout of the list's
// others and of the entry. A comment behind the last one stays with it. One
// that is there already, with the same value, gives no edits.
func (f *File) AddParam(list Param, s Setting, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	for c := range list.Children() {
		if s.same(c) {
			return nil, nil
		}
		if c.NameSpan().Empty() {
			return nil, f.refuse(c, "this is a list without names, so a parameter has no place in it")
		}
	}
	last := list.Last()
	if list.unclosed() || last.Valid() && last.unclosed() || list.Atom() || list.node().equals == none {
		return nil, f.refuse(list, "%s is no closed list of parameters", list.Name())
	}
	written, err := f.layoutOf(f.entryOf(list)).write(s)
	if err != nil {
		return nil, f.refuse(list, "%v", err)
	}
	if !last.Valid() {
		at := int(list.node().equals) + 1
		return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(written), Why: why}}, nil
	}
	form := list.form()
	return f.insertBehind(last, form.between, written, why), nil
}

func (f *File) refuse(p Param, format string, args ...any) error {
	return fmt.Errorf("%s:%v: %s", f.src.Name(), f.src.Position(p.Span().Start), fmt.Sprintf(format, args...))
}

// sound refuses every edit of a file with a quote or a parenthesis that is not
// closed, since what is written elsewhere could come to lie in it.
func (f *File) sound() error {
	if f.unsound < 0 {
		return nil
	}
	p := f.problems.List[f.unsound]
	what, _, _ := strings.Cut(p.Message, ", so") // without the Difference
	return fmt.Errorf("%s:%v: mend this first: %s", f.src.Name(), f.src.Position(p.Span.Start), what)
}

// insertBehind puts written behind a parameter, with a gap between them. Where a
// comment ends the line and the gap is a new line, it goes on that line.
func (f *File) insertBehind(p Param, gap, written, why string) []parsers.Edit {
	at := p.Span().End
	indent := lineGap(gap)
	if end, ok := f.lineEndBehind(at); ok && indent != "" {
		if _, plain := f.plainGap(at, end); !plain && isEOL(f.src.Text()[end-1]) {
			text := f.src.Text()[:end]
			written = trimEOL(indent) + written + string(text[end-parsers.EndsInEOL(text):])
			return []parsers.Edit{{Span: parsers.Span{Start: end, End: end}, New: []byte(written), Why: why}}
		}
	}
	return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(gap + written), Why: why}}
}

// trimEOL takes the line end off that s begins with.
func trimEOL(s string) string {
	for s != "" && isEOL(s[0]) {
		s = s[1:]
	}
	return s
}

// RemoveParam takes a parameter out of its list, with the white space before
// it, or the whole line where a comment stands before it. Comments stay.
func (f *File) RemoveParam(p Param, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	at := p.Span()
	before := f.endBefore(p)
	if _, plain := f.plainGap(before, at.Start); plain {
		at.Start = before
	} else if line, alone := f.lineOf(at); alone {
		at = line
	}
	return []parsers.Edit{{Span: at, Why: why}}, nil
}

// endBefore is where what stands before p in its list ends: the parameter
// before it, or the "=" of the list.
func (f *File) endBefore(p Param) int {
	entry := f.entryOf(p)
	list := entry.Param
	end := p.Span().Start
descend:
	for {
		end = list.Span().Start
		if n := list.node(); n.equals != none {
			end = int(n.equals) + 1
		}
		for c := range list.Children() {
			if c.at == p.at {
				return end
			}
			if int(c.node().next) > p.at {
				list = c
				continue descend
			}
			end = c.Span().End
		}
		return p.Span().Start
	}
}

// lineOf is the whole line that at lies in, with its line end, when nothing but
// blanks stand beside at on its first and last line.
func (f *File) lineOf(at parsers.Span) (parsers.Span, bool) {
	text := f.src.Text()
	start := at.Start
	for start > 0 && isBlank(text[start-1]) {
		start--
	}
	if start > 0 && !isEOL(text[start-1]) {
		return at, false
	}
	end, ok := f.lineEndBehind(at.End)
	if _, plain := f.plainGap(at.End, end); !ok || !plain || end == at.End || !isEOL(text[end-1]) {
		return at, false
	}
	return parsers.Span{Start: start, End: end}, true
}

// TCP is an address of protocol TCP.
func TCP(host, port string) Setting {
	return Setting{Name: "ADDRESS", List: []Setting{leaf("PROTOCOL", "TCP"), leaf("HOST", host), leaf("PORT", port)}}
}

// AddAddress adds an address behind the last one of the service's first
// description that has any, in the layout of that one. An address that is
// there already gives no edits.
func (f *File) AddAddress(alias string, address Setting, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	e, ok := f.Entry(alias)
	if !ok {
		return nil, fmt.Errorf("%s: there is no entry %s", f.src.Name(), alias)
	}
	list, last := e.addressList()
	if !last.Valid() {
		return nil, f.refuse(e.Param, "%s has no ADDRESS to add another one behind", alias)
	}
	for a := range list.Named("ADDRESS") {
		if address.same(a) {
			return nil, nil
		}
	}
	if last.unclosed() {
		return nil, f.refuse(last, "this ADDRESS is not closed")
	}
	written, err := f.layoutOf(e).write(address)
	if err != nil {
		return nil, f.refuse(e.Param, "%v", err)
	}
	gap := list.form().between
	if before, ok := f.plainGap(f.endBefore(last), last.Span().Start); ok && lineGap(before) != "" {
		gap = lineGap(before)
	}
	return f.insertBehind(last, gap, written, why), nil
}

// addressList is the first list of the entry that holds an ADDRESS, and its last one.
func (e Entry) addressList() (list, last Param) {
	lists := []Param{}
	for d := range e.Descriptions() {
		for l := range d.Named("ADDRESS_LIST") {
			lists = append(lists, l)
		}
		lists = append(lists, d)
	}
	for l := range e.Named("ADDRESS_LIST") {
		lists = append(lists, l)
	}
	for _, l := range append(lists, e.Param) {
		for a := range l.Named("ADDRESS") {
			list, last = l, a
		}
		if last.Valid() {
			return list, last
		}
	}
	return Param{}, Param{}
}
