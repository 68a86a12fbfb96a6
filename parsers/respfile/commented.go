package respfile

import (
	"fmt"
	"iter"

	"cfgtool/parsers"
)

// CommentedOut is a pair that a comment marker hides: a comment which, without
// its marker, is a pair with a plain key. One that blanks alone join counts
// where the file has that form, or where its key is a known parameter.
type CommentedOut struct {
	Key, Value string
	Span       parsers.Span // the line with its line end
	Marker     parsers.Span // what Uncomment takes away
	Body       parsers.Span // the pair
}

// CommentedOut yields the pairs that are commented out, in order. Prose such
// as "# note: this" has a plain key too; callers look for the keys they know.
func (f *File) CommentedOut() iter.Seq[CommentedOut] {
	return func(yield func(CommentedOut) bool) {
		for l := range f.Lines() {
			if l.Kind != Comment {
				continue
			}
			if c, ok := f.commentedOut(l); ok && !yield(c) {
				return
			}
		}
	}
}

func (f *File) commentedOut(l Line) (CommentedOut, bool) {
	c := CommentedOut{Span: l.Span(), Marker: f.marker(l)}
	c.Body = parsers.Span{Start: c.Marker.End, End: l.Written().End}
	hidden := scanner{f.src.Slice(c.Body), f.scan.sas}
	p := hidden.line(0)
	if p.Kind != Pair {
		return c, false
	}
	c.Key, c.Value = string(p.Key().In(hidden.text)), string(p.Value().In(hidden.text))
	if p.Form == Blanks && f.form != Blanks && f.parameter(c.Key) == nil {
		return c, false
	}
	for i := range len(c.Key) {
		if !isName(c.Key[i]) {
			return c, false
		}
	}
	return c, true
}

// marker is the part of a comment to take away: its marker, and where a person
// put blanks behind it at the start of the line, those too.
func (f *File) marker(l Line) parsers.Span {
	m := parsers.Span{Start: l.Written().Start, End: l.Written().Start + 1}
	if l.Indent().Empty() {
		m.End = f.scan.white(m.End, l.Written().End)
	}
	return m
}

// CommentOut puts a comment marker before the pair and changes nothing else:
// that of the file's first comment, or "#". Uncomment takes it away again.
func (f *File) CommentOut(l Line, why string) ([]parsers.Edit, error) {
	if l.Kind != Pair {
		return nil, fmt.Errorf("%s:%v: only a key and its value can be commented out", f.src.Name(), f.src.Position(l.Content().Start))
	}
	marker := []byte("#")
	for c := range f.Lines() {
		if c.Kind == Comment {
			marker = f.src.Slice(c.Written())[:1]
			break
		}
	}
	// The edit covers the value, since that is no value of the file any more.
	at := parsers.Span{Start: l.Content().Start, End: l.Written().End}
	return []parsers.Edit{{Span: at, New: append(marker[:1:1], f.src.Slice(at)...), Why: why}}, nil
}

// Uncomment takes the marker away, so that the pair counts again.
func (f *File) Uncomment(c CommentedOut, why string) []parsers.Edit {
	return []parsers.Edit{{Span: c.Marker, Why: why}}
}
