package xmlconf

import (
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// Element is one element. The elements of a file stay the same ones.
//
// An element that comes from the replacement text of an entity has the place of
// the reference for all its spans, and cannot be edited.
type Element struct {
	tree   *tree
	id     int32
	parent int32
	after  int32  // the element that follows this one and all in it
	attrs  uint32 // the first of its attributes
	token  uint32 // its start tag
	close  uint32 // its end tag; the start tag of an empty-element tag; else the token before which it ends
}

func (e *Element) start() uint32   { return e.tree.starts[e.token] }
func (e *Element) tagEnd() uint32  { return e.tree.starts[e.token+1] }
func (e *Element) closing() uint32 { return e.tree.starts[e.close] }

// empty reports whether the element is an empty-element tag.
func (e *Element) empty() bool { return e.tree.kinds[e.token] == emptyTag }

// tagged reports whether the element has an end tag.
func (e *Element) tagged() bool { return !e.empty() && !e.tree.untagged[e.id] }

func (e *Element) nameEnd() uint32 { return uint32(name(e.tree.text, int(e.start())+1)) }

// end is the offset behind the element.
func (e *Element) end() uint32 {
	if e.empty() || e.tagged() {
		return e.tree.starts[e.close+1]
	}
	return e.closing()
}

// Name is the name as it is written, with its namespace prefix.
func (e *Element) Name() string { return string(e.tree.text[e.start()+1 : e.nameEnd()]) }

// Named reports whether that is the element's Name.
func (e *Element) Named(name string) bool {
	return string(e.tree.text[e.start()+1:e.nameEnd()]) == name
}

// Span is the whole element.
func (e *Element) Span() parsers.Span { return e.tree.span(e.start(), e.end()) }

// Start is the start tag or the empty-element tag.
func (e *Element) Start() parsers.Span { return e.tree.span(e.start(), e.tagEnd()) }

// End is the end tag. It is empty for an empty-element tag, and where the end
// tag is missing.
func (e *Element) End() parsers.Span {
	if e.tagged() {
		return e.tree.span(e.closing(), e.end())
	}
	return e.tree.span(e.end(), e.end())
}

// Content is what stands between the tags. Of an empty-element tag it is the
// place between its "/" and its ">".
func (e *Element) Content() parsers.Span {
	if e.empty() {
		return e.tree.span(e.tagEnd()-1, e.tagEnd()-1)
	}
	return e.tree.span(e.tagEnd(), e.closing())
}

// SelfClosing reports whether the element is an empty-element tag, <a/>.
func (e *Element) SelfClosing() bool { return e.empty() }

// Parent is the element around this one, nil for the root.
func (e *Element) Parent() *Element {
	t, parent := e.tree, e.parent
	for parent == none {
		if t.place == nil {
			return nil
		}
		t, parent = t.place.in, t.place.parent
	}
	return &t.elements[parent]
}

// own yields the child elements that stand in the element's own text.
func (e *Element) own() iter.Seq[*Element] {
	return func(yield func(*Element) bool) {
		all := e.tree.elements
		for i := e.id + 1; i < e.after; i = all[i].after {
			if !yield(&all[i]) {
				return
			}
		}
	}
}

// Children are the child elements in order, with those that entities bring.
func (e *Element) Children() iter.Seq[*Element] {
	if e.tree.fragments == nil {
		return e.own()
	}
	return func(yield func(*Element) bool) {
		e.tree.children(e.content(), e.id+1, yield)
	}
}

// children yields the elements at the tokens, the first of which in the tree
// itself is next.
func (t *tree) children(tokens iter.Seq[uint32], next int32, yield func(*Element) bool) bool {
	for i := range tokens {
		switch t.kinds[i] {
		case startTag, emptyTag:
			if !yield(&t.elements[next]) {
				return false
			}
			next = t.elements[next].after
		case reference:
			if in := t.fragments[i]; in != nil && !in.children(in.top(), 0, yield) {
				return false
			}
		}
	}
	return true
}

// Child is the first child element of that name, or nil.
func (e *Element) Child(name string) *Element {
	for c := range e.Children() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// Text is the character data that stands directly in the element: references
// and CDATA sections are what they mean, line ends are "\n"; comments,
// processing instructions and child elements are left out.
func (e *Element) Text() string {
	if e.token+2 == e.close && !e.empty() && e.tree.kinds[e.token+1] == text { // by far the most frequent
		return e.tree.file.decodeText(e.tree.text[e.tagEnd():e.closing()])
	}
	var b strings.Builder
	e.tree.textOf(&b, e.content())
	return b.String()
}

// textOf writes the character data of the tokens.
func (t *tree) textOf(b *strings.Builder, tokens iter.Seq[uint32]) {
	for i := range tokens {
		written := t.text[t.starts[i]:t.starts[i+1]]
		switch t.kinds[i] {
		case text, reference:
			if in := t.fragments[i]; in != nil {
				in.textOf(b, in.top())
			} else {
				t.file.decode(b, written, false, t.place != nil)
			}
		case cdata:
			b.WriteString(sectionText(written))
		}
	}
}

func sectionText(written []byte) string {
	inside := strings.TrimSuffix(strings.TrimPrefix(string(written), "<![CDATA["), "]]>")
	return newlines.Replace(inside)
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// content yields the tokens directly in the element, and the start tags of its
// child elements.
func (e *Element) content() iter.Seq[uint32] {
	return e.tree.level(e.token+1, e.close, e.id+1)
}

// top yields the tokens that stand in no element of the tree, and the start
// tags of the others.
func (t *tree) top() iter.Seq[uint32] { return t.level(0, uint32(len(t.starts)-1), 0) }

// level yields the tokens from first to before last that are not inside an
// element that starts among them; next is the first of these elements.
func (t *tree) level(first, last uint32, next int32) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		next := next
		for i := first; i < last; i++ {
			if !yield(i) {
				return
			}
			if k := t.kinds[i]; k == startTag || k == emptyTag {
				c := &t.elements[next]
				next = c.after
				i = c.close
				if !c.empty() && !c.tagged() {
					i--
				}
			}
		}
	}
}

// TextSpan is where the text stands when it is one run of character data and
// references, or one CDATA section, whose inside it is then. Of an element
// without content it is the place for it. Else it reports false.
func (e *Element) TextSpan() (parsers.Span, bool) {
	if e.empty() || e.token+1 == e.close {
		return e.Content(), true
	}
	n, sections := 0, 0
	for i := range e.content() {
		switch e.tree.kinds[i] {
		case text, reference:
			n++
		case cdata:
			n++
			sections++
		default:
			return parsers.Span{}, false
		}
	}
	inside := e.Content()
	switch {
	case sections == 0:
		return inside, true
	case n > 1 || e.tree.place != nil || !e.tagged() || inside.Len() < len("<![CDATA[]]>"):
		return parsers.Span{}, false
	}
	return parsers.Span{Start: inside.Start + len("<![CDATA["), End: inside.End - len("]]>")}, true
}

// Path is where the element stands, such as "/clconf/global/port[2]": the names
// from the root on; the n-th sibling of the same name has [n] when n is not 1.
func (e *Element) Path() string {
	var steps []string
	for ; e != nil; e = e.Parent() {
		step, n := "/"+e.Name(), 1
		if p := e.Parent(); p != nil {
			for c := range p.Children() {
				if c == e {
					break
				}
				if c.Name() == e.Name() {
					n++
				}
			}
		}
		steps = append(steps, parsers.Repetition(step, n))
	}
	slices.Reverse(steps)
	return strings.Join(steps, "")
}
