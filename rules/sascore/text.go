package sascore

import (
	"iter"
	"strings"

	"cfgtool/parsers"
)

// text is a file without parts.
type text struct{ src *parsers.Source }

func (t text) Source() *parsers.Source         { return t.src }
func (t text) Problems() []parsers.Problem     { return t.src.Problems() }
func (t text) Values() iter.Seq[parsers.Value] { return func(func(parsers.Value) bool) {} }
func (t text) Comments() []parsers.Span        { return nil }
func (t text) Tiles() iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		if n := len(t.src.Text()); n > 0 {
			yield(parsers.Tile{Span: parsers.Span{End: n}, Kind: "text"})
		}
	}
}

// contents yields the lines of a file without their line ends and the white
// space round them; blank lines are left out.
func contents(src *parsers.Source) iter.Seq2[parsers.Span, string] {
	return func(yield func(parsers.Span, string) bool) {
		for n := 1; n <= src.LineCount(); n++ {
			span := src.Line(n)
			if n == 1 {
				span.Start = max(span.Start, src.Mark().End)
			}
			if content := strings.TrimSpace(string(src.Slice(span))); content != "" && !yield(span, content) {
				return
			}
		}
	}
}
