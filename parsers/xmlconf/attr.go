package xmlconf

import "cfgtool/parsers"

// Attr is one attribute of an element's start tag.
type Attr struct {
	Name      string
	Value     string // its meaning: references decoded, white space normalised as for its declared type, CDATA where there is none
	Span      parsers.Span
	NameSpan  parsers.Span
	ValueSpan parsers.Span // without quotes
	Quote     byte         // " or '; 0 where quotes are missing
}

// range is the element's place in the list of all attributes.
func (e *Element) attrRange() (first, last uint32) {
	if int(e.id)+1 < len(e.tree.elements) {
		return e.attrs, e.tree.elements[e.id+1].attrs
	}
	return e.attrs, uint32(len(e.tree.attrs))
}

// Attrs are the attributes in order. Those that the DTD declares defaults for
// are not among them.
func (e *Element) Attrs() []Attr {
	first, last := e.attrRange()
	attrs := make([]Attr, 0, last-first)
	for _, a := range e.tree.attrs[first:last] {
		attrs = append(attrs, e.attr(a))
	}
	return attrs
}

// Attr is the attribute of that name.
func (e *Element) Attr(name string) (Attr, bool) {
	first, last := e.attrRange()
	for _, a := range e.tree.attrs[first:last] {
		if string(e.tree.text[a.nameStart:a.nameEnd]) == name {
			return e.attr(a), true
		}
	}
	return Attr{}, false
}

func (e *Element) attr(a attr) Attr {
	t := e.tree
	quote := t.quote(a)
	end := a.valueEnd
	if quote != 0 && t.closed(a) {
		end++
	}
	return Attr{
		Name:      string(t.text[a.nameStart:a.nameEnd]),
		Value:     e.value(a),
		Span:      t.span(a.nameStart, end),
		NameSpan:  t.span(a.nameStart, a.nameEnd),
		ValueSpan: t.span(a.valueStart, a.valueEnd),
		Quote:     quote,
	}
}

// value is the attribute's meaning, which depends on its declared type.
func (e *Element) value(a attr) string {
	t := e.tree
	v := t.file.decodeValue(t.text[a.valueStart:a.valueEnd])
	if t.file.dtd != nil && t.file.tokenized(e.Name(), string(t.text[a.nameStart:a.nameEnd])) {
		return collapse(v)
	}
	return v
}

// tokenized reports whether the DTD declares another type than CDATA for the
// element's attribute.
func (f *File) tokenized(element, attribute string) bool {
	return f.dtd != nil && f.dtd.tokenized[[2]string{element, attribute}]
}

// quote is the quote in front of the attribute's value, or 0.
func (t *tree) quote(a attr) byte {
	if a.valueStart > a.nameEnd {
		if q := t.text[a.valueStart-1]; q == '"' || q == '\'' {
			return q
		}
	}
	return 0
}

// closed reports whether the quote stands behind the value, too.
func (t *tree) closed(a attr) bool {
	return int(a.valueEnd) < len(t.text) && t.text[a.valueEnd] == t.text[a.valueStart-1]
}
