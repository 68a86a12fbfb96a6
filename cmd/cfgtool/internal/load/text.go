package load

import (
	"iter"

	"cfgtool/parsers"
)

// Text takes content as plain text: a document without parts.
func Text(name string, content []byte) parsers.Document {
	return plainText{parsers.NewSource(name, content, parsers.Format{ID: "text"})}
}

type plainText struct{ src *parsers.Source }

func (p plainText) Source() *parsers.Source         { return p.src }
func (p plainText) Problems() []parsers.Problem     { return p.src.Problems() }
func (p plainText) Values() iter.Seq[parsers.Value] { return func(func(parsers.Value) bool) {} }
func (p plainText) Comments() []parsers.Span        { return nil }
func (p plainText) Tiles() iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		if n := len(p.src.Text()); n > 0 {
			yield(parsers.Tile{Span: parsers.Span{End: n}, Kind: "text"})
		}
	}
}
