package properties

import "cfgtool/parsers"

// Kind tells what a logical line is.
type Kind uint8

const (
	Blank   Kind = iota // white space only
	Comment             // from "#" or "!" to the end of the line
	Pair                // a key and its value
)

// Line is one logical line: a blank or a comment is one natural line, a pair
// is as many as its continuations join.
type Line struct {
	Kind Kind
	// Offsets into the text, in this order. For a comment, the key is empty
	// and the value is the comment with its marker.
	start, keyStart, keyEnd, valueStart, valueEnd, end uint32
}

func span(start, end uint32) parsers.Span { return parsers.Span{Start: int(start), End: int(end)} }

// Span is the whole line with its indentation and its line end.
func (l Line) Span() parsers.Span { return span(l.start, l.end) }

// Indent is the white space before the key or the comment, or all of a blank line.
func (l Line) Indent() parsers.Span { return span(l.start, l.keyStart) }

// Key is the key as it is written, with its escapes.
func (l Line) Key() parsers.Span { return span(l.keyStart, l.keyEnd) }

// Separator is all between key and value. It may be empty.
func (l Line) Separator() parsers.Span { return span(l.keyEnd, l.valueStart) }

// Value is the value as it is written, with its escapes and continuations, or
// the comment with its marker.
func (l Line) Value() parsers.Span { return span(l.valueStart, l.valueEnd) }

// EOL is the line end. It is empty on the last line of a file without one.
func (l Line) EOL() parsers.Span { return span(l.valueEnd, l.end) }
