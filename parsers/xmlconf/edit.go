package xmlconf

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
)

// editable refuses an element that cannot be edited: one of another file, one
// from an entity, and one whose end tag is missing.
func (f *File) editable(e *Element) error {
	switch {
	case e == nil:
		return fmt.Errorf("%s: there is no such element", f.src.Name())
	case e.tree.place != nil && e.tree.file == f:
		return f.refuse(e.Start().Start, "the element <%s> comes from the entity %s, whose declaration must be edited instead", e.Name(), e.tree.place.name)
	case e.tree != &f.tree:
		return fmt.Errorf("%s: the element <%s> belongs to another file", f.src.Name(), e.Name())
	case !e.empty() && !e.tagged():
		return f.refuse(int(e.start()), "the element <%s> has no end tag, so it is not edited", e.Name())
	}
	return nil
}

// refuse is the error of a verb that cannot be done at a place.
func (f *File) refuse(place int, format string, args ...any) error {
	return fmt.Errorf("%s:%v: %s", f.src.Name(), f.src.Position(place), fmt.Sprintf(format, args...))
}

func replace(start, end int, text, why string) parsers.Edit {
	return parsers.Edit{Span: parsers.Span{Start: start, End: end}, New: []byte(text), Why: why}
}

// SetText makes the element's text read as text. It replaces all between the
// tags, or, when that is one CDATA section, its inside; an empty-element tag is
// opened for it. "\n" is written as the line end of the element's place. It
// fails where a comment, a processing instruction or a child element stands
// among the text, and tells where. When the text already reads so, there is
// no edit.
func (f *File) SetText(e *Element, text, why string) ([]parsers.Edit, error) {
	if err := f.editable(e); err != nil {
		return nil, err
	}
	for i := range e.content() {
		if k := e.tree.kinds[i]; k == startTag || k == emptyTag || k == comment || k == instruction || k == unread || k == strayEnd {
			return nil, f.refuse(int(e.tree.starts[i]), "the text of <%s> is not set, since it has %s in it", e.Name(), contentNames[k])
		}
	}
	for c := range e.Children() {
		return nil, f.refuse(c.Span().Start, "the text of <%s> is not set, since the entity %s brings elements into it", e.Name(), c.tree.place.name)
	}
	if e.Text() == text {
		return nil, nil
	}
	w := escaper{f.src, f.eolAt(int(e.start()))}
	if place, one := e.TextSpan(); one && place != e.Content() && e.sectionHolds(w, text) {
		return []parsers.Edit{replace(place.Start, place.End, strings.ReplaceAll(text, "\n", w.eol), why)}, nil
	}
	written, err := w.text(text)
	if err != nil {
		return nil, err
	}
	if e.empty() {
		return []parsers.Edit{f.opened(e, written, why)}, nil
	}
	return []parsers.Edit{replace(e.Content().Start, e.Content().End, written, why)}, nil
}

var contentNames = map[kind]string{startTag: "a child element", emptyTag: "a child element", comment: "a comment",
	instruction: "a processing instruction", unread: "a syntax error", strayEnd: "an end tag of no element"}

// sectionHolds reports whether text can stand in a CDATA section as it is.
func (e *Element) sectionHolds(w escaper, text string) bool {
	if strings.Contains(text, "]]>") || strings.ContainsRune(text, '\r') {
		return false
	}
	for _, r := range text {
		if !isChar(r) || !w.has(r) {
			return false
		}
	}
	return true
}

// opened turns an empty-element tag into a start tag, content and an end tag.
// White space before its "/" goes away.
func (f *File) opened(e *Element, content, why string) parsers.Edit {
	end := int(e.tagEnd())
	start := end - 2
	for class[f.tree.text[start-1]]&whiteByte != 0 {
		start--
	}
	return replace(start, end, ">"+content+"</"+e.Name()+">", why)
}

// SetAttr makes the attribute of that name read as value. An attribute keeps
// its place and its quotes. A new one goes behind the last one, with the same
// quote, and the same white space before it and around its "=", so that
// attributes on lines of their own stay so. The reading of a value does not
// depend on how it was written, so there is no edit when it already reads so.
func (f *File) SetAttr(e *Element, name, value, why string) ([]parsers.Edit, error) {
	if err := f.editable(e); err != nil {
		return nil, err
	}
	if f.tokenized(e.Name(), name) && collapse(value) != value {
		return nil, f.refuse(int(e.start()), "the attribute %s is declared to hold names, so a reader takes spaces away from %q", name, value)
	}
	w := escaper{src: f.src}
	first, last := e.attrRange()
	for _, a := range f.tree.attrs[first:last] {
		if string(f.tree.text[a.nameStart:a.nameEnd]) != name {
			continue
		}
		old := e.attr(a)
		if old.Quote == 0 || !f.tree.closed(a) {
			return nil, f.refuse(old.Span.Start, "the attribute %s has no quotes around its value, so it is not set", name)
		}
		if old.Value == value {
			return nil, nil
		}
		written, err := w.value(value, old.Quote)
		if err != nil {
			return nil, err
		}
		return []parsers.Edit{replace(old.ValueSpan.Start, old.ValueSpan.End, written, why)}, nil
	}
	if err := w.name(name, "attribute"); err != nil {
		return nil, err
	}
	at, before, equals, quote := int(e.nameEnd()), " ", "=", f.quoteNear(e)
	if last > first {
		a := f.tree.attrs[last-1]
		q := f.tree.quote(a)
		if q == 0 || !f.tree.closed(a) {
			return nil, f.refuse(int(a.nameStart), "the attribute %s has no quotes around its value, so none is added behind it", f.tree.text[a.nameStart:a.nameEnd])
		}
		at, quote = int(a.valueEnd)+1, q
		start := int(a.nameStart)
		for class[f.tree.text[start-1]]&whiteByte != 0 {
			start--
		}
		if start < int(a.nameStart) {
			before = string(f.tree.text[start:a.nameStart])
		}
		equals = string(f.tree.text[a.nameEnd : a.valueStart-1])
	}
	written, err := w.value(value, quote)
	if err != nil {
		return nil, err
	}
	return []parsers.Edit{replace(at, at, before+name+equals+string(quote)+written+string(quote), why)}, nil
}

// RemoveAttr takes the attribute away, with the white space before it. When
// the element has none of that name there is no edit.
func (f *File) RemoveAttr(e *Element, name, why string) ([]parsers.Edit, error) {
	if err := f.editable(e); err != nil {
		return nil, err
	}
	a, ok := e.Attr(name)
	if !ok {
		return nil, nil
	}
	start := a.Span.Start
	for class[f.tree.text[start-1]]&whiteByte != 0 {
		start--
	}
	return []parsers.Edit{replace(start, a.Span.End, "", why)}, nil
}

// RenameElement changes the name in the start tag and in the end tag.
func (f *File) RenameElement(e *Element, newName, why string) ([]parsers.Edit, error) {
	if err := f.editable(e); err != nil {
		return nil, err
	}
	if err := (escaper{src: f.src}).name(newName, "element"); err != nil {
		return nil, err
	}
	old := e.Name()
	if old == newName {
		return nil, nil
	}
	start := int(e.start()) + 1
	edits := []parsers.Edit{replace(start, start+len(old), newName, why)}
	if e.tagged() {
		start = int(e.closing()) + 2
		edits = append(edits, replace(start, name(f.tree.text, start), newName, why))
	}
	return edits, nil
}
