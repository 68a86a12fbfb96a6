package mounttab

import "cfgtool/parsers"

// Kind tells what a line is.
type Kind uint8

const (
	Blank   Kind = iota // blanks only
	Comment             // its first character that is no blank is "#"
	Mount               // an entry
	Bad                 // could not be read; libmount reports and ignores it
)

// Line is one line with its line end.
type Line struct {
	Kind Kind
	// Offsets into the text, in this order: the line, what follows its
	// indentation, the end of that before blanks at the end, the line end.
	start, body, bodyEnd, eol, end uint32
	entry                          int32 // index of a Mount's entry
}

func span[T uint32 | int](start, end T) parsers.Span {
	return parsers.Span{Start: int(start), End: int(end)}
}

// Span is the whole line with its line end.
func (l Line) Span() parsers.Span { return span(l.start, l.end) }

// Indent is the blanks before the first field or the comment.
func (l Line) Indent() parsers.Span { return span(l.start, l.body) }

// Body is the line without indentation, blanks at its end, and line end.
func (l Line) Body() parsers.Span { return span(l.body, l.bodyEnd) }

// Trailing is the blanks before the line end.
func (l Line) Trailing() parsers.Span { return span(l.bodyEnd, l.eol) }

// EOL is the line end: LF or CR LF. On the last line of a file it may be empty,
// or a CR that libmount takes off all the same.
func (l Line) EOL() parsers.Span { return span(l.eol, l.end) }

// cell is the place of a field; an empty one is not there.
type cell struct{ start, end uint32 }

func (c cell) span() parsers.Span { return span(c.start, c.end) }

// nextLine lays a line over text from pos on. Lines end with LF or CR LF, as
// libmount has it: a CR alone ends none.
func nextLine(text string, pos int) Line {
	eol := pos
	for eol < len(text) && text[eol] != '\n' {
		eol++
	}
	end := min(eol+1, len(text))
	if eol > pos && text[eol-1] == '\r' {
		eol--
	}
	body := skipBlanks(text, pos, eol)
	bodyEnd := eol
	for bodyEnd > body && isBlank(text[bodyEnd-1]) {
		bodyEnd--
	}
	l := Line{Kind: Mount, start: uint32(pos), body: uint32(body), bodyEnd: uint32(bodyEnd), eol: uint32(eol), end: uint32(end)}
	switch {
	case body == eol:
		l.Kind = Blank
	case text[body] == '#':
		l.Kind = Comment
	}
	return l
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func skipBlanks(text string, at, end int) int {
	for at < end && isBlank(text[at]) {
		at++
	}
	return at
}

func skipField(text string, at, end int) int {
	for at < end && !isBlank(text[at]) {
		at++
	}
	return at
}
