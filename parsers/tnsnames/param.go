package tnsnames

import (
	"iter"
	"strings"

	"cfgtool/parsers"
)

// node is a parameter in the tree. Nodes lie in the order of the text, so the
// descendants of node i are those from i+1 to its next.
type node struct {
	start, end           uint32 // with its parentheses; of an entry, from its names to the end of its value
	nameStart, nameEnd   uint32 // empty when there is none
	equals               uint32 // the offset of "=", or none
	valueStart, valueEnd uint32 // of an atom, with its quotes
	next                 uint32 // index of the node behind its last descendant
	symbol               uint16 // the name of a list in upper case, in File.symbols; 0 where it is not there
	closed               bool   // of a list, that its ")" is there
	indented             bool   // of an entry, that it does not begin in column 1
}

// listed reports whether an entry has a name and a value, as all that count.
func (n *node) listed() bool { return n.nameEnd > n.nameStart && n.equals != none }

const none = ^uint32(0)

func span(start, end uint32) parsers.Span { return parsers.Span{Start: int(start), End: int(end)} }

// Param is a parameter: an entry of the file, a list in parentheses, or an item
// of a list without names. The zero value is no parameter.
type Param struct {
	f  *File
	at int
}

func (p Param) node() *node { return &p.f.nodes[p.at] }

// File is the file that the parameter stands in.
func (p Param) File() *File { return p.f }

// Valid reports whether p is a parameter.
func (p Param) Valid() bool { return p.f != nil }

// Span is the parameter with its parentheses.
func (p Param) Span() parsers.Span { return span(p.node().start, p.node().end) }

// NameSpan is the name as it is written. For an entry it is all its names.
func (p Param) NameSpan() parsers.Span { return span(p.node().nameStart, p.node().nameEnd) }

// Name is the name as it is written, without quotes. An item of a list has none.
func (p Param) Name() string { return p.f.atom(p.NameSpan()) }

// Key is the name in upper case, in which names are compared.
func (p Param) Key() string {
	if known := p.node().symbol; known != 0 {
		return p.f.symbols[known]
	}
	return strings.ToUpper(p.Name())
}

// Is reports whether the parameter has this name, in any case.
func (p Param) Is(name string) bool {
	if known := p.node().symbol; known != 0 {
		key := p.f.symbols[known]
		return len(key) == len(name) && strings.EqualFold(key, name)
	}
	at := p.NameSpan()
	if written := p.f.src.Slice(at); simple(written) {
		return strings.EqualFold(string(written), name)
	}
	return strings.EqualFold(p.f.atom(at), name)
}

// Atom reports whether the value is a word or several, and not a list.
func (p Param) Atom() bool { return p.node().valueEnd > p.node().valueStart }

// Written is where the atom stands, with its quotes; empty where there is none.
func (p Param) Written() parsers.Span { return span(p.node().valueStart, p.node().valueEnd) }

// ValueSpan is where the atom stands, without quotes round all of it.
func (p Param) ValueSpan() parsers.Span {
	s := p.Written()
	if s.Len() >= 2 && p.Quoted() {
		return parsers.Span{Start: s.Start + 1, End: s.End - 1}
	}
	return s
}

// Quoted reports whether the atom is one quoted string.
func (p Param) Quoted() bool {
	s := p.Written()
	if s.Empty() {
		return false
	}
	sc := scanner{text: p.f.src.Text()[:s.End], pos: s.Start}
	t := sc.next()
	return t.kind == quoted && t.end == s.End
}

// unclosed reports whether the parameter's "(" has no ")".
func (p Param) unclosed() bool { return !p.node().closed && p.f.src.Text()[p.node().start] == '(' }

// Text is what the atom means: without quotes, escapes and line breaks.
func (p Param) Text() string { return p.f.atom(p.Written()) }

// Children are the parameters in the value, in order.
func (p Param) Children() iter.Seq[Param] {
	return func(yield func(Param) bool) {
		for i := p.at + 1; i < int(p.node().next); i = int(p.f.nodes[i].next) {
			if !yield(Param{p.f, i}) {
				return
			}
		}
	}
}

// Named are the children with this name, in any case.
func (p Param) Named(name string) iter.Seq[Param] {
	return func(yield func(Param) bool) {
		for c := range p.Children() {
			if c.Is(name) && !yield(c) {
				return
			}
		}
	}
}

// Child is the first child with this name, or no parameter, of which there is
// none.
func (p Param) Child(name string) Param {
	if !p.Valid() {
		return Param{}
	}
	for i := p.at + 1; i < int(p.node().next); i = int(p.f.nodes[i].next) {
		if c := (Param{p.f, i}); c.Is(name) {
			return c
		}
	}
	return Param{}
}

// Leaf reports whether the parameter has no children.
func (p Param) Leaf() bool { return int(p.node().next) == p.at+1 }

// Last is the last child, or no parameter.
func (p Param) Last() (last Param) {
	for i := p.at + 1; i < int(p.node().next); i = int(p.f.nodes[i].next) {
		last = Param{p.f, i}
	}
	return last
}

// All are the parameter's descendants, in order, each before its own.
func (p Param) All() iter.Seq[Param] {
	return func(yield func(Param) bool) {
		for i := p.at + 1; i < int(p.node().next); i++ {
			if !yield(Param{p.f, i}) {
				return
			}
		}
	}
}

// atom gives the meaning of an atom as it is written.
func (f *File) atom(at parsers.Span) string {
	text := f.src.Text()
	if simple(text[at.Start:at.End]) {
		return string(text[at.Start:at.End])
	}
	var b strings.Builder
	gap := "" // blanks inside a line count, line breaks do not
	for s := (scanner{text: text[:at.End], pos: at.Start}); s.pos < at.End; {
		t := s.next()
		written := text[t.start:t.end]
		switch t.kind {
		case blank:
			if gap != "\n" {
				gap += string(written)
			}
			continue
		case eol, comment:
			gap = "\n"
			continue
		case quoted:
			written = written[1 : len(written)-1]
		}
		if gap != "\n" {
			b.WriteString(gap)
		}
		gap = ""
		b.WriteString(unescape(written))
	}
	return b.String()
}

// simple reports whether written means itself.
func simple(written []byte) bool {
	for _, c := range written {
		if classes[c]&^classOdd != 0 {
			return false
		}
	}
	return true
}

// unescape takes away the backslashes before reserved characters, and line
// breaks with the blanks that begin the next line.
func unescape(written []byte) string {
	out := make([]byte, 0, len(written))
	for i := 0; i < len(written); i++ {
		c := written[i]
		switch {
		case c == '\\' && i+1 < len(written) && reserved(written[i+1]):
			i++
			out = append(out, written[i])
		case isEOL(c):
			for i+1 < len(written) && (isEOL(written[i+1]) || isBlank(written[i+1])) {
				i++
			}
		default:
			out = append(out, c)
		}
	}
	return string(out)
}
