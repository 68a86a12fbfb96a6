package respfile

import "cfgtool/parsers"

// Kind tells what a line is.
type Kind uint8

const (
	Blank   Kind = iota // white space only
	Comment             // from its marker to the end of the line
	Section             // a name in brackets
	Pair                // a key and its value
	Other               // of no form
)

// Form is how a pair joins its key and its value.
type Form uint8

const (
	NoForm Form = iota // no pair, or a file without any
	Equals             // key=value
	Colon              // key: value
	Blanks             // key value, or a key alone
)

// String is an example of the form.
func (f Form) String() string {
	return [...]string{"no form", "key=value", "key: value", "key value"}[f]
}

// Line is one line of the file.
type Line struct {
	Kind Kind
	Form Form
	// Offsets into the text, in this order. But for a pair, the key is empty,
	// and the value is the comment, the section or the line of no form.
	start, first, keyStart, keyEnd, valueStart, valueEnd, textEnd, end uint32

	quoted bool
}

func span(start, end uint32) parsers.Span { return parsers.Span{Start: int(start), End: int(end)} }

// Span is the whole line with its line end.
func (l Line) Span() parsers.Span { return span(l.start, l.end) }

// Indent is the white space that the line begins with.
func (l Line) Indent() parsers.Span { return span(l.start, l.first) }

// Prefix is the "%" before a key, mostly empty.
func (l Line) Prefix() parsers.Span { return span(l.first, l.keyStart) }

// Key is the key of a pair.
func (l Line) Key() parsers.Span { return span(l.keyStart, l.keyEnd) }

// Separator is all between key and value. It is empty behind a key alone.
func (l Line) Separator() parsers.Span { return span(l.keyEnd, l.valueStart) }

// Written is the value with its quotes, or the comment with its marker, the
// section with its brackets, the line of no form.
func (l Line) Written() parsers.Span { return span(l.valueStart, l.valueEnd) }

// Value is Written without quotes.
func (l Line) Value() parsers.Span {
	if l.quoted {
		return span(l.valueStart+1, l.valueEnd-1)
	}
	return l.Written()
}

// Trailing is the white space between the value and the line end.
func (l Line) Trailing() parsers.Span { return span(l.valueEnd, l.textEnd) }

// EOL is the line end. It is empty on the last line of a file without one.
func (l Line) EOL() parsers.Span { return span(l.textEnd, l.end) }

// Content is the line from its first character that is not white space to its last.
func (l Line) Content() parsers.Span { return span(l.first, l.valueEnd) }
