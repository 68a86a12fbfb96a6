package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
)

// tabStop is the distance of tab stops, in columns.
const tabStop = 8

// crowd is how many characters are shown in a column at most. Those that take none, and are
// put on the one before them, would make a line without end of one that is narrow.
const crowd = 4

// snippet prints the line that a span begins on, and marks the span under it. Of a
// line that is wider than the terminal it prints the part around the span's start. An
// empty line shows nothing, so it is left out, and the empty place at the start of a file
// stands for the whole of it, to which its first line adds nothing.
func (t Text) snippet(w io.Writer, src *parsers.Source, span parsers.Span) {
	line := src.Line(src.Position(span.Start).Line)
	if line.Empty() || span == (parsers.Span{}) {
		return
	}
	s := snippet{text: src.Text(), line: line, span: span, secrets: t.Secrets[src]}
	from, to := s.cut(max(cmp.Or(t.Columns, usualColumns)-2, 10))
	if from > line.Start {
		s.put("…", parsers.Span{})
	}
	for at := from; at < to; {
		shown, end := s.next(at)
		s.put(shown, parsers.Span{Start: at, End: end})
		at = end
	}
	if to < line.End {
		s.put("…", parsers.Span{})
	}
	if span.Start >= line.End {
		s.marks.WriteString("^")
	}
	fmt.Fprintf(w, "%s\n  %s\n", strings.TrimRight("  "+s.shown.String(), " "), t.Green(strings.TrimRight(s.marks.String(), " ")))
}

// excerpt is what a snippet shows, with the marked part by itself.
type excerpt struct{ Before, Marked, After string }

// excerptOf is the part of a line around a span that n columns hold.
func excerptOf(src *parsers.Source, span parsers.Span, secrets []parsers.Span, n int) (e excerpt) {
	line := src.Line(src.Position(span.Start).Line)
	s := snippet{text: src.Text(), line: line, span: span, secrets: secrets}
	from, to := s.cut(n)
	if from > line.Start {
		e.Before = "…"
	}
	for at := from; at < to; {
		shown, end := s.next(at)
		switch {
		case end <= span.Start:
			e.Before += shown
		case at < max(span.End, span.Start+1):
			e.Marked += shown
		default:
			e.After += shown
		}
		at = end
	}
	if to < line.End {
		e.After += "…"
	}
	return e
}

// snippet is a line, and the marks under it, that grow together.
type snippet struct {
	text         []byte
	line, span   parsers.Span
	secrets      []parsers.Span
	shown, marks strings.Builder
	columns      int
}

// cut is the part of the line that is shown in n columns: all of it where it fits, or
// else what is around the start of the span, with room for a mark of what is left out
// at both ends. It looks at no more of the line than that.
func (s *snippet) cut(n int) (from, to int) {
	if to := s.forward(s.line.Start, 0, n-1); to == s.line.End { // a column is for the caret behind the line
		return s.line.Start, to
	}
	start := min(s.span.Start, s.line.End)
	from = s.back(start, n/2-1)
	to = s.forward(from, 1, n-2)
	if to == s.line.End {
		from = s.back(to, n-3)
	}
	return from, to
}

// forward is how far the line can be shown from a place on that stands at a column,
// up to another one.
func (s *snippet) forward(at, column, limit int) int {
	for n := 0; at < s.line.End && n < crowd*limit; n++ {
		shown, end := s.next(at)
		if shown == "\t" {
			column += tabStop - column%tabStop
		} else {
			column += columns(shown)
		}
		if column > limit {
			break
		}
		at = end
	}
	return at
}

// back is how far the n columns before a place reach.
func (s *snippet) back(at, n int) int {
	for most := crowd * n; at > s.line.Start && most > 0; most-- {
		_, size := utf8.DecodeLastRune(s.text[s.line.Start:at])
		start := at - size
		if hidden := secretAt(s.secrets, start); !hidden.Empty() {
			start = max(hidden.Start, s.line.Start)
		}
		shown, _ := s.next(start)
		if n -= columns(shown); n < 0 {
			break
		}
		at = start
	}
	return at
}

// next is what stands for the character at a place, and where the one behind it is. All of
// a secret is one.
func (s *snippet) next(at int) (shown string, end int) {
	if hidden := secretAt(s.secrets, at); !hidden.Empty() {
		return "***", min(hidden.End, s.line.End)
	}
	r, size := utf8.DecodeRune(s.text[at:])
	return load.Visible(r), at + size
}

// put shows a part of the line. A mark that combines with the character before it stands
// alone where the span begins or nothing is before it.
func (s *snippet) put(shown string, part parsers.Span) {
	if shown == "\t" {
		shown = strings.Repeat(" ", tabStop-s.columns%tabStop)
	}
	begins := part.Start <= s.span.Start && s.span.Start < part.End
	if columns(shown) == 0 && (begins || s.columns == 0) {
		shown = "◌" + shown
	}
	n := columns(shown)
	mark := " "
	if s.span.Start < part.End && part.Start < s.span.End {
		mark = "~"
	}
	marks := strings.Repeat(mark, n)
	if begins {
		marks = "^" + marks[1:]
	}
	s.shown.WriteString(shown)
	s.marks.WriteString(marks)
	s.columns += n
}

// secretAt is the secret that a place lies in; it is empty where there is none.
func secretAt(secrets []parsers.Span, at int) parsers.Span {
	if s := parsers.SpansFrom(secrets, at); len(s) > 0 && s[0].Start <= at && at < s[0].End {
		return s[0]
	}
	return parsers.Span{}
}
