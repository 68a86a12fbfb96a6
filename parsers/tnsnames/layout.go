package tnsnames

import (
	"bytes"
	"strings"
)

// Setting is a parameter to be written: a name with an atom or with a list.
type Setting struct {
	Name  string
	Value string
	List  []Setting
}

func leaf(name, value string) Setting { return Setting{Name: name, Value: value} }

// same reports whether a parameter reads as the setting, in any order of the
// names that it lacks. It is used to find nothing to do.
func (s Setting) same(p Param) bool {
	if !p.Is(s.Name) {
		return false
	}
	if len(s.List) == 0 {
		return p.Atom() && p.Text() == s.Value
	}
	i := 0
	for c := range p.Children() {
		if i == len(s.List) || !s.List[i].same(c) {
			return false
		}
		i++
	}
	return i == len(s.List)
}

// form is how one parameter is written: what stands before and behind its "=",
// between its children, and before its ")".
type form struct {
	name                       string // as it is written
	beforeEquals, behindEquals string
	between, beforeClose       string
	several                    bool // between was seen
	children                   bool // the value is a list
}

// layout knows the forms of an entry, of its parameters by name, and of a parameter
// that holds one word for those whose name it has not seen.
type layout struct {
	entry, word form
	forms       map[string]form
}

// usual is the layout of Oracle's own tools, for a file without an example.
func usual(eol string) layout {
	list := func(name, indent string) form {
		inner := eol + indent + "  "
		return form{name: name, beforeEquals: " ", behindEquals: inner, between: inner, beforeClose: eol + indent, several: true, children: true}
	}
	return layout{
		entry: form{beforeEquals: " ", behindEquals: eol + "  ", children: true},
		word:  form{beforeEquals: " ", behindEquals: " "},
		forms: map[string]form{
			"ADDRESS":      {name: "ADDRESS", beforeEquals: " ", behindEquals: " ", several: true, children: true},
			"DESCRIPTION":  list("DESCRIPTION", "  "),
			"ADDRESS_LIST": list("ADDRESS_LIST", "    "),
			"CONNECT_DATA": list("CONNECT_DATA", "    "),
		},
	}
}

// plainGap is what stands between two offsets when it is white space, else "".
func (f *File) plainGap(start, end int) (string, bool) {
	if start > end {
		return "", false
	}
	gap := f.src.Text()[start:end]
	if len(bytes.Trim(gap, " \t\v\f\r\n")) > 0 {
		return "", false
	}
	return string(gap), true
}

// learn takes the forms of an entry's parameters into the layout.
func (l *layout) learn(e Entry) {
	l.entry = e.form()
	for p := range e.All() {
		name := p.Key()
		if name == "" {
			continue
		}
		f := p.form()
		if known, ok := l.forms[name]; ok && known.several && !f.several {
			f.between, f.several = known.between, true
		}
		l.forms[name] = f
		if p.Atom() {
			l.word = f
		}
	}
}

// form is how the parameter is written.
func (p Param) form() form {
	n, f := p.node(), form{name: p.Name(), beforeEquals: " ", behindEquals: " "}
	if n.equals == none {
		return f
	}
	if gap, ok := p.f.plainGap(int(n.nameEnd), int(n.equals)); ok {
		f.beforeEquals = gap
	}
	value := int(n.valueStart)
	var last Param
	for c := range p.Children() {
		if !last.Valid() {
			value = c.Span().Start
		} else if gap, ok := p.f.plainGap(last.Span().End, c.Span().Start); ok {
			f.between, f.several = gap, true
		}
		last = c
	}
	if gap, ok := p.f.plainGap(int(n.equals)+1, value); ok {
		f.behindEquals = gap
	}
	if n := len(f.behindEquals); p.Atom() && n > 0 && isEOL(f.behindEquals[n-1]) { // never a word in column 1
		f.behindEquals = " "
	}
	if last.Valid() {
		f.children = true
		if !f.several {
			f.between = lineGap(f.behindEquals)
		}
		if n.closed {
			if gap, ok := p.f.plainGap(last.Span().End, int(n.end)-1); ok {
				f.beforeClose = gap
			} else {
				f.beforeClose = p.f.indentGap(p.Span().Start)
			}
		}
	}
	return f
}

// lineGap is the gap from its last line end on, or "" where it has none.
func lineGap(gap string) string {
	if i := strings.LastIndexAny(gap, "\r\n"); i >= 0 {
		if gap[i] == '\n' && i > 0 && gap[i-1] == '\r' {
			i--
		}
		return gap[i:]
	}
	return ""
}

// indentGap is a line end and the indentation of the line that at lies in.
func (f *File) indentGap(at int) string {
	text := f.src.Text()
	start := f.src.LineStart(at)
	end := start
	for end < len(text) && isBlank(text[end]) {
		end++
	}
	return f.eol() + string(text[start:end])
}

func (f *File) eol() string { return f.src.EOL() }

// write writes a setting in its parentheses.
func (l layout) write(s Setting) (string, error) {
	var b strings.Builder
	err := l.list(&b, s)
	return b.String(), err
}

func (l layout) list(b *strings.Builder, s Setting) error {
	if err := checkName(s.Name); err != nil {
		return err
	}
	f, ok := l.forms[strings.ToUpper(s.Name)]
	if !ok || f.children != (len(s.List) > 0) {
		name := f.name
		if f = l.word; len(s.List) > 0 {
			f.behindEquals = strings.TrimRight(f.behindEquals, "\r\n")
		}
		f.name = name
	}
	name := s.Name
	if strings.EqualFold(f.name, name) {
		name = f.name
	} else if small := l.word.name; small != "" && small == strings.ToLower(small) {
		name = strings.ToLower(name)
	}
	b.WriteString("(" + name + f.beforeEquals + "=" + f.behindEquals)
	if len(s.List) == 0 {
		written, err := write(s.Value, 0, false)
		if err != nil {
			return err
		}
		b.WriteString(written + ")")
		return nil
	}
	for i, c := range s.List {
		if i > 0 {
			b.WriteString(f.between)
		}
		if err := l.list(b, c); err != nil {
			return err
		}
	}
	b.WriteString(f.beforeClose + ")")
	return nil
}

// layoutOf is the layout of the entry, or that of Oracle's tools where there is none.
func (f *File) layoutOf(e Entry) layout {
	l := usual(f.eol())
	if e.Valid() {
		l.forms = make(map[string]form)
		l.learn(e)
	}
	return l
}

// entryOf is the entry that a parameter lies in.
func (f *File) entryOf(p Param) Entry {
	var in Entry
	for _, at := range f.entries {
		if int(at) > p.at {
			break
		}
		in = Entry{Param{f, int(at)}}
	}
	return in
}

// lineEndBehind returns the end of the line that at lies in, with its line end,
// when nothing but blanks and a comment follow there.
func (f *File) lineEndBehind(at int) (end int, ok bool) {
	for s := (scanner{text: f.src.Text(), pos: at}); s.pos < len(s.text); {
		switch t := s.next(); t.kind {
		case blank, comment:
		case eol:
			return t.end, true
		default:
			return at, false
		}
	}
	return len(f.src.Text()), true
}
