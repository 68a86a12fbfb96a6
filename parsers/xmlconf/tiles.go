package xmlconf

import (
	"iter"
	"sort"

	"cfgtool/parsers"
)

// Tiles yields the leaves: the parts of tags, text, references, comments and
// the other markup.
func (f *File) Tiles() iter.Seq[parsers.Tile] {
	return f.TilesIn(parsers.Span{End: len(f.src.Text())})
}

// TilesIn are the tiles of the tags, texts and other markup that begin in a part
// of the text.
func (f *File) TilesIn(within parsers.Span) iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		t := tiler{tree: &f.tree, yield: yield}
		tokens := len(f.tree.starts) - 1
		first := sort.Search(tokens, func(i int) bool { return int(f.tree.starts[i]) >= within.Start })
		id := sort.Search(len(f.tree.elements), func(i int) bool { return int(f.tree.elements[i].token) >= first })
		for i := first; i < tokens; i++ {
			span := f.tree.tokenSpan(uint32(i))
			if span.Start >= within.End {
				return
			}
			t.at = span.Start
			switch f.tree.kinds[i] {
			case startTag, emptyTag:
				t.startTag(&f.tree.elements[id], span.End)
				id++
			case endTag, strayEnd:
				t.endTag(span.End)
			case text:
				t.characters(span.End)
			case doctype:
				for kind, part := range f.parts(span) {
					t.to(part.End, kind)
				}
				t.to(span.End, kindNames[doctype])
			default:
				t.to(span.End, kindNames[f.tree.kinds[i]])
			}
			if t.stopped {
				return
			}
		}
		if t.at = len(f.tree.text); t.at < within.End {
			t.to(len(f.src.Text()), parsers.Unknown) // a file over the limit
		}
	}
}

var kindNames = map[kind]string{
	byteOrderMark: "byte order mark", declaration: "XML declaration", doctype: "document type declaration",
	reference: "reference", cdata: "CDATA section", comment: "comment", instruction: "processing instruction", unread: parsers.Unknown,
}

// parts yields the pieces of the document type declaration that span covers.
func (f *File) parts(span parsers.Span) iter.Seq2[string, parsers.Span] {
	return func(yield func(string, parsers.Span) bool) {
		if f.dtd == nil {
			return
		}
		parts := f.dtd.parts
		for i := sort.Search(len(parts), func(i int) bool { return int(parts[i].start) >= span.Start }); i < len(parts); i++ {
			start, end := int(parts[i].start), span.End
			if start >= end {
				return
			}
			if i+1 < len(parts) {
				end = min(end, int(parts[i+1].start))
			}
			if end > start && !yield(parts[i].kind, parsers.Span{Start: start, End: end}) {
				return
			}
		}
	}
}

type tiler struct {
	*tree
	yield   func(parsers.Tile) bool
	at      int
	stopped bool
}

// to yields what goes on to end as one tile.
func (t *tiler) to(end int, kind string) {
	if end > t.at && !t.stopped {
		t.stopped = !t.yield(parsers.Tile{Span: parsers.Span{Start: t.at, End: end}, Kind: kind})
	}
	t.at = max(t.at, end)
}

// blank yields white space, and what else stands before end as unread.
func (t *tiler) blank(end int) {
	for t.at < end {
		t.to(white(t.text[:end], t.at), "white space")
		i := t.at
		for i < end && class[t.text[i]]&whiteByte == 0 {
			i++
		}
		t.to(i, parsers.Unknown)
	}
}

func (t *tiler) startTag(e *Element, end int) {
	t.to(t.at+1, "<")
	t.to(int(e.nameEnd()), "element name")
	first, last := e.attrRange()
	for _, a := range t.attrs[first:last] {
		t.blank(int(a.nameStart))
		t.to(int(a.nameEnd), "attribute name")
		q := int(a.valueStart)
		quote := t.quote(a)
		if quote != 0 {
			q--
		}
		t.to(min(white(t.text, t.at), q), "white space")
		if t.at < q && t.text[t.at] == '=' {
			t.to(t.at+1, "=")
		}
		t.blank(q)
		t.to(int(a.valueStart), "quote")
		t.references(int(a.valueEnd), "attribute value")
		if quote != 0 && t.closed(a) {
			t.to(int(a.valueEnd)+1, "quote")
		}
	}
	close := end
	switch {
	case e.empty():
		close -= 2
	case t.text[end-1] == '>':
		close--
	}
	t.blank(close)
	t.to(end, string(t.text[t.at:end]))
}

func (t *tiler) endTag(end int) {
	t.to(t.at+2, "</")
	t.to(name(t.text[:end], t.at), "element name")
	close := end
	if t.text[end-1] == '>' {
		close--
	}
	t.blank(close)
	t.to(end, ">")
}

func (t *tiler) characters(end int) {
	if white(t.text[:end], t.at) == end {
		t.to(end, "white space")
		return
	}
	t.references(end, "text")
}

// references yields text with its references apart.
func (t *tiler) references(end int, kind string) {
	for i := t.at; i < end; {
		if t.text[i] != '&' {
			i++
			continue
		}
		j := i + 1
		if j < end && t.text[j] == '#' {
			_, e, closed := characterReference(t.text[:end], i)
			if j = e; closed {
				j--
			}
		} else {
			j = name(t.text[:end], j)
		}
		if j < end && j > i+1 && t.text[j] == ';' {
			t.to(i, kind)
			t.to(j+1, "reference")
			i = j + 1
			continue
		}
		i++
	}
	t.to(end, kind)
}
