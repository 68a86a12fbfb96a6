package properties

import (
	"iter"

	"cfgtool/parsers"
)

// CommentedOut is a pair that comment markers hide: one or more neighbouring
// comment lines which, without their markers, are a pair whose key is plain
// and whose separator holds "=" or ":".
type CommentedOut struct {
	Key, Value string
	Span       parsers.Span   // from the first line's start to behind the last line's end
	Markers    []parsers.Span // what Uncomment takes away, one of each natural line
	Body       parsers.Span   // from behind the first marker to before the last line end
}

// CommentedOut yields the pairs that are commented out, in order. Prose such
// as "# note: this" has a plain key too; callers look for the keys they know.
func (f *File) CommentedOut() iter.Seq[CommentedOut] {
	return func(yield func(CommentedOut) bool) {
		for i := 0; i < len(f.lines); i++ {
			if f.lines[i].Kind != Comment {
				continue
			}
			c, n := f.CommentedOutAt(i)
			if n == 0 {
				continue
			}
			if !yield(c) {
				return
			}
			i += n - 1
		}
	}
}

// CommentedOutAt reads the pair that starts with the comment on Lines[i], and
// tells how many lines it takes: none when there is no pair.
func (f *File) CommentedOutAt(i int) (c CommentedOut, n int) {
	if f.lines[i].Value().Len() == 1 { // a marker alone
		return c, 0
	}
	var plain []byte
	c.Span.Start = f.lines[i].Span().Start
	for _, l := range f.lines[i:] {
		if l.Kind == Pair {
			return c, 0 // without the markers, that pair would become a part of this one
		}
		c.Span.End = l.Span().End
		n++
		if l.Kind == Blank { // an empty continuation line
			break
		}
		marker := f.marker(l)
		c.Markers = append(c.Markers, marker)
		c.Body = parsers.Span{Start: c.Markers[0].End, End: l.Value().End}
		plain = append(plain, f.src.Slice(parsers.Span{Start: marker.End, End: l.Span().End})...)
		if !continues(plain) {
			break
		}
	}
	s := scanner{text: plain}
	pair := s.next()
	if s.pos < len(plain) || pair.Kind != Pair ||
		!plainKey(plain[pair.keyStart:pair.keyEnd]) || !signed(plain[pair.keyEnd:pair.valueStart]) {
		return c, 0
	}
	c.Key = unescape(plain[pair.keyStart:pair.keyEnd], nil)
	c.Value = unescape(plain[pair.valueStart:pair.valueEnd], nil)
	return c, n
}

// continues reports whether a natural line, with its line end, goes on in the next.
func continues(line []byte) bool {
	i := len(line)
	for i > 0 && isEOL(line[i-1]) {
		i--
	}
	n := 0
	for i > 0 && line[i-1] == '\\' {
		i--
		n++
	}
	return n%2 == 1
}

// marker is the part of a comment line to take away: its "#" or "!", and where
// a person put blanks behind it at the start of the line, those too.
func (f *File) marker(l Line) parsers.Span {
	m := parsers.Span{Start: l.Value().Start, End: l.Value().Start + 1}
	if l.Indent().Empty() {
		for text := f.src.Text(); m.End < l.Value().End && isWhite(text[m.End]); m.End++ {
		}
	}
	return m
}

// Uncomment takes the comment markers away, so that the pair counts again.
func (f *File) Uncomment(c CommentedOut, why string) []parsers.Edit {
	edits := make([]parsers.Edit, len(c.Markers))
	for i, m := range c.Markers {
		edits[i] = parsers.Edit{Span: m, Why: why}
	}
	return edits
}

// Concealed are the commented-out pairs that are secrets.
func (f *File) Concealed(parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for c := range f.CommentedOut() {
		if parsers.Secret(c.Key, c.Value) {
			spans = append(spans, c.Body)
		}
	}
	return spans
}
