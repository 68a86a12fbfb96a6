package xmlconf

import (
	"strings"

	"cfgtool/parsers"
)

// InsertAfter writes a new element behind the sibling. Where the sibling stands
// on lines of its own, the new one gets a line of its own with the same
// indentation and line end, behind comments that follow the sibling on its
// line. Else it follows on the same line, after the blanks that separate the
// sibling from the one before it. Quotes and the way in which empty elements
// close are those of its neighbours. It does not look for an equal element;
// but two equal edits of one step are one edit, as parsers.Order says.
func (f *File) InsertAfter(sibling *Element, n Node, why string) ([]parsers.Edit, error) {
	return f.insertAfter(sibling, []Node{n}, why)
}

func (f *File) insertAfter(sibling *Element, nodes []Node, why string) ([]parsers.Edit, error) {
	if err := f.editable(sibling); err != nil {
		return nil, err
	}
	parent := sibling.Parent()
	if parent == nil {
		return nil, f.refuse(sibling.Span().End, "a document has one root element, so <%s> cannot follow it", nodes[0].Name)
	}
	if err := f.editable(parent); err != nil {
		return nil, err
	}
	p := f.placeIn(parent, int(sibling.start()))
	p.quote = f.quoteNear(sibling)
	end := int(sibling.end())
	if indent, alone := f.indentOf(int(sibling.start())); alone {
		if at, ok := f.restOfLine(sibling); ok {
			p.block, p.indent = true, indent
			eol := string(f.tree.text[at-f.eolBefore(at) : at])
			p.eol = eol
			return f.written(p, nodes, at, indent, eol, why)
		}
	}
	return f.written(p, nodes, end, f.gapBefore(int(sibling.start())), "", why)
}

// AppendChild writes a new element as the last child element of the parent:
// behind its last child, as InsertAfter does, or where it has none, on a line
// of its own before the end tag when the end tag starts its line, else on the
// same line. An empty-element tag is opened for it, and stays open when the
// child is removed again; of several children for it, AppendChildren writes all
// in one step. Comments behind the last child stay behind it.
func (f *File) AppendChild(parent *Element, n Node, why string) ([]parsers.Edit, error) {
	return f.AppendChildren(parent, []Node{n}, why)
}

// AppendChildren writes new elements as AppendChild would one after the other.
func (f *File) AppendChildren(parent *Element, nodes []Node, why string) ([]parsers.Edit, error) {
	if err := f.editable(parent); err != nil || len(nodes) == 0 {
		return nil, err
	}
	var last *Element
	for c := range parent.own() {
		last = c
	}
	if last != nil && f.endsContent(parent, last) {
		return f.insertAfter(last, nodes, why)
	}
	p := f.placeIn(parent, int(parent.start()))
	p.quote = f.quoteNear(parent)
	outer, _ := f.indentOf(int(parent.start()))
	if parent.empty() {
		p.indent = outer
		var b strings.Builder
		for _, n := range nodes {
			if err := p.write(&b, n); err != nil {
				return nil, err
			}
		}
		return []parsers.Edit{f.opened(parent, b.String(), why)}, nil
	}
	at := int(parent.closing())
	if indent, alone := f.indentOf(at); alone && f.lineStart(at) > int(parent.tagEnd())-1 && f.inText(f.lineStart(at)) {
		at = f.lineStart(at)
		p.block = true
		p.indent = f.indentIn(parent, indent+p.unit)
		p.eol = string(f.tree.text[at-f.eolBefore(at) : at])
		return f.written(p, nodes, at, p.indent, p.eol, why)
	}
	p.indent = outer
	return f.written(p, nodes, at, "", "", why)
}

// indentIn is the indentation of the parent's last comment or processing
// instruction that starts a line, or else.
func (f *File) indentIn(parent *Element, otherwise string) string {
	for i := parent.close - 1; i > parent.token; i-- {
		if k := f.tree.kinds[i]; k == comment || k == instruction {
			if indent, alone := f.indentOf(int(f.tree.starts[i])); alone {
				return indent
			}
		}
	}
	return otherwise
}

func (f *File) placeIn(parent *Element, near int) place {
	return place{escaper: escaper{f.src, f.eolAt(near)}, unit: f.unit(parent), slash: f.slashNear(parent)}
}

func (f *File) written(p place, nodes []Node, at int, before, behind, why string) ([]parsers.Edit, error) {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(before)
		if err := p.write(&b, n); err != nil {
			return nil, err
		}
		b.WriteString(behind)
	}
	return []parsers.Edit{replace(at, at, b.String(), why)}, nil
}

// restOfLine is the start of the line behind the sibling, when only blanks,
// comments and processing instructions follow it before the line end.
func (f *File) restOfLine(e *Element) (int, bool) {
	i := e.close + 1
	for ; f.tree.starts[i] < uint32(len(f.tree.text)); i++ {
		span := f.tree.tokenSpan(i)
		switch f.tree.kinds[i] {
		case comment, instruction:
		case text:
			at := f.blanks(span.Start)
			if n := f.eol(at); at < span.End && n > 0 {
				return at + n, true
			}
			if at < span.End {
				return 0, false
			}
		default:
			return 0, false
		}
	}
	return 0, false
}

// eolBefore is the length of the line end that ends at i.
func (f *File) eolBefore(i int) int {
	t := f.tree.text
	if i > 1 && t[i-1] == '\n' && t[i-2] == '\r' {
		return 2
	}
	return 1
}

// gapBefore is the blanks that separate what starts at i from an element before
// it on its line.
func (f *File) gapBefore(i int) string {
	start := i
	t := f.tree.text
	for start > 0 && (t[start-1] == ' ' || t[start-1] == '\t') {
		start--
	}
	if start < i && f.elementEnds(start) {
		return string(t[start:i])
	}
	return ""
}

// endsContent reports whether only white space, comments and processing
// instructions follow the last child.
func (f *File) endsContent(parent, last *Element) bool {
	for i := last.close + 1; i < parent.close; i++ {
		switch f.tree.kinds[i] {
		case comment, instruction:
		case text:
			if s := f.tree.tokenSpan(i); white(f.tree.text, s.Start) < s.End {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// tokenAt is the token that starts at the offset i, or the one around it.
func (f *File) tokenAt(i int) int {
	lo, hi := 0, len(f.tree.starts)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(f.tree.starts[mid]) <= i {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// elementEnds reports whether an end tag or an empty-element tag ends at i.
func (f *File) elementEnds(i int) bool {
	k := f.tokenAt(i)
	if k == 0 || int(f.tree.starts[k]) != i {
		return false
	}
	before := f.tree.kinds[k-1]
	return before == endTag || before == emptyTag
}

// inText reports whether the offset lies in character data, or at the end of
// it, and not in a comment or a CDATA section.
func (f *File) inText(i int) bool {
	return f.tree.kinds[f.tokenAt(i-1)] == text
}
