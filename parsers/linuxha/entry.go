package linuxha

import (
	"bytes"
	"iter"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
)

// Entry is a named value in an element: an attribute of it, or a child element
// whose text is the value. Linuxha.net's own documents call both an attribute
// (clstart.xml(1M)).
type Entry struct {
	Name  string
	Value string           // without white space around it
	Span  parsers.Span     // of the value; of the whole entry where that is empty, of its start tag where other things stand among the text
	Child *xmlconf.Element // nil for an attribute
}

// Entries yields the attributes of an element, then its child elements, each in
// source order.
func Entries(f *xmlconf.File, e *xmlconf.Element) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, a := range e.Attrs() {
			if !yield(Entry{Name: a.Name, Value: strings.TrimSpace(a.Value), Span: orWhole(a.ValueSpan, a.Span)}) {
				return
			}
		}
		for c := range e.Children() {
			if !yield(Entry{Name: c.Name(), Value: strings.TrimSpace(c.Text()), Span: orWhole(text(c, f.Source()), c.Span()), Child: c}) {
				return
			}
		}
	}
}

// EntriesNamed are the entries of that name.
func EntriesNamed(f *xmlconf.File, e *xmlconf.Element, name string) []Entry {
	var found []Entry
	for entry := range Entries(f, e) {
		if entry.Name == name {
			found = append(found, entry)
		}
	}
	return found
}

func orWhole(value, whole parsers.Span) parsers.Span {
	if value.Empty() {
		return whole
	}
	return value
}

// text is where the element's text stands, without white space around it; the
// start tag where other things stand among the text.
func text(e *xmlconf.Element, src *parsers.Source) parsers.Span {
	span, ok := e.TextSpan()
	if !ok {
		return e.Start()
	}
	written := src.Slice(span)
	span.Start += len(written) - len(bytes.TrimLeft(written, " \t\r\n"))
	if span.Start < span.End {
		span.End -= len(written) - len(bytes.TrimRight(written, " \t\r\n"))
	}
	return span
}

// AddEntries writes new entries, names and values, into the element, behind
// those that it has. They are attributes or child elements as the entries are
// for which like holds; where there are none, attributes when the element has
// attributes and no child elements, else child elements.
//
// Child elements go behind the last one, in its layout. An element without
// content that is alone on its lines is opened over several lines.
func AddEntries(f *xmlconf.File, e *xmlconf.Element, entries []Entry, like func(name string) bool, why string) ([]parsers.Edit, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	if attributes(f, e, like) {
		var edits []parsers.Edit
		for _, entry := range entries {
			set, err := f.SetAttr(e, entry.Name, entry.Value, why)
			if err != nil {
				return nil, err
			}
			edits = append(edits, set...)
		}
		return edits, nil
	}
	var nodes []xmlconf.Node
	for _, entry := range entries {
		nodes = append(nodes, xmlconf.Node{Name: entry.Name, Text: entry.Value})
	}
	if edits, ok := open(f, e, nodes, why); ok {
		return edits, nil
	}
	return f.AppendChildren(e, nodes, why)
}

func attributes(f *xmlconf.File, e *xmlconf.Element, like func(name string) bool) bool {
	attrs, children := 0, 0
	for entry := range Entries(f, e) {
		if like(entry.Name) {
			return entry.Child == nil
		}
		if entry.Child == nil {
			attrs++
		} else {
			children++
		}
	}
	return attrs > 0 && children == 0
}

// open writes an element without content and attributes anew over several
// lines, with the nodes in it. It reports false where the element has something in it,
// or shares its lines with others.
func open(f *xmlconf.File, e *xmlconf.Element, nodes []xmlconf.Node, why string) ([]parsers.Edit, bool) {
	if !e.Content().Empty() || len(e.Attrs()) > 0 || e.Parent() == nil {
		return nil, false
	}
	added, err := f.InsertAfter(e, xmlconf.Node{Name: e.Name(), Children: nodes}, why)
	if err != nil {
		return nil, false
	}
	removed, err := f.RemoveElement(e, why)
	if err != nil {
		return nil, false
	}
	old := removed[0].Span
	if old.Start == e.Span().Start || added[0].Span.Start != old.End || !bytes.ContainsAny(f.Source().Slice(old), "\r\n") {
		return nil, false
	}
	return append(removed, added...), true
}

// RemoveEntries takes all entries of that name out of the element, an attribute
// with the white space before it. Lines that a child element has for itself go
// with it; comments on their own lines stay.
func RemoveEntries(f *xmlconf.File, e *xmlconf.Element, name, why string) ([]parsers.Edit, error) {
	edits, err := f.RemoveAttr(e, name, why)
	if err != nil {
		return nil, err
	}
	for entry := range Entries(f, e) {
		if entry.Name != name || entry.Child == nil {
			continue
		}
		removed, err := f.RemoveElement(entry.Child, why)
		if err != nil {
			return nil, err
		}
		edits = append(edits, removed...)
	}
	return edits, nil
}
