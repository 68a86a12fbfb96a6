package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rules"
)

// Text prints findings one a line; with snippets, each is followed by its
// source line, the span marked, and by its related places.
type Text struct {
	Palette
	Snippets bool
	// Secrets are the places never printed, by source.
	Secrets map[*parsers.Source][]parsers.Span
}

// Findings prints all of them.
func (t Text) Findings(w io.Writer, findings []rules.Finding) {
	for _, f := range findings {
		t.finding(w, f)
	}
}

func (t Text) finding(w io.Writer, f rules.Finding) {
	fmt.Fprintf(w, "%s %s: %s %s\n", t.Bold(place(f.Source, f.Span)+":"), t.Severity(f.Severity), printable(f.Message),
		t.Faint(fmt.Sprintf("[%s %s]", f.Rule.ID, f.Rule.Name)))
	if !t.Snippets {
		return
	}
	t.snippet(w, f.Source, f.Span)
	for _, r := range f.Related {
		fmt.Fprintf(w, "  %s %s\n", t.Faint(place(r.Source, r.Span)+":"), printable(r.Message))
		t.snippet(w, r.Source, r.Span)
	}
	if f.Help != "" {
		fmt.Fprintf(w, "  %s %s\n", t.Cyan("help:"), printable(f.Help))
	}
	if f.Fix != nil {
		how := "cfgtool check --fix"
		if f.Fix.Safety == rules.Unsafe {
			how += " --unsafe"
		}
		fmt.Fprintf(w, "  %s %s\n", t.Cyan("fix:"), how)
	}
}

func place(src *parsers.Source, span parsers.Span) string {
	return fmt.Sprintf("%s:%v", load.Quote(src.Name()), src.Position(span.Start))
}

// width is how much of a long line a snippet shows, in characters.
const width = 100

// tabStop is the distance of tab stops, in characters.
const tabStop = 8

// snippet prints the line that a span begins on, and marks the span under it.
// Of a long line it prints the part around the span's start. An empty line
// shows nothing, so it is left out.
func (t Text) snippet(w io.Writer, src *parsers.Source, span parsers.Span) {
	line := src.Line(src.Position(span.Start).Line)
	if line.Empty() {
		return
	}
	s := snippet{span: span}
	from := line.Start
	if longer(src.Slice(line), width) {
		from = min(span.Start, line.End)
		for n := 0; n < width/2 && from > line.Start; n++ {
			_, size := utf8.DecodeLastRune(src.Text()[line.Start:from])
			from -= size
		}
		if from > line.Start {
			s.put("…", parsers.Span{})
		}
	}
	at := from
	for n := 0; at < line.End && n < width; n++ {
		if end := secretEnd(t.Secrets[src], at); end > at { // one *** stands for all of it
			s.put("***", parsers.Span{Start: at, End: end})
			at = end
			continue
		}
		r, size := utf8.DecodeRune(src.Text()[at:])
		shown := visible(r)
		if r == '\t' {
			shown = strings.Repeat(" ", tabStop-s.columns%tabStop)
		}
		s.put(shown, parsers.Span{Start: at, End: at + size})
		at += size
	}
	if at < line.End {
		s.put("…", parsers.Span{})
	}
	if span.Start >= line.End {
		s.marks.WriteString("^")
	}
	fmt.Fprintf(w, "%s\n  %s\n", strings.TrimRight("  "+s.text.String(), " "), t.Green(strings.TrimRight(s.marks.String(), " ")))
}

// longer reports whether a text has more characters than n.
func longer(text []byte, n int) bool {
	for ; len(text) > 0 && n >= 0; n-- {
		_, size := utf8.DecodeRune(text)
		text = text[size:]
	}
	return n < 0
}

// snippet is a line, and the marks under it, that grow together.
type snippet struct {
	span        parsers.Span
	text, marks strings.Builder
	columns     int
}

// put shows a part of the line.
func (s *snippet) put(shown string, part parsers.Span) {
	n := utf8.RuneCountInString(shown)
	mark := " "
	if s.span.Start < part.End && part.Start < s.span.End {
		mark = "~"
	}
	marks := strings.Repeat(mark, n)
	if part.Start <= s.span.Start && s.span.Start < part.End {
		marks = "^" + marks[1:]
	}
	s.text.WriteString(shown)
	s.marks.WriteString(marks)
	s.columns += n
}

// secretEnd is where the secrets end that a place lies in, or the place itself.
func secretEnd(secrets []parsers.Span, at int) int {
	if s := parsers.SpansFrom(secrets, at); len(s) > 0 && s[0].Start <= at {
		return s[0].End
	}
	return at
}

// visible shows a character that would not show, or would act on the terminal.
func visible(r rune) string {
	switch {
	case r == '\t':
		return "\t"
	case r == '\u00A0' || r == '\uFEFF' || !unicode.IsPrint(r):
		return fmt.Sprintf("<%04X>", r)
	}
	return string(r)
}

// printable makes a message safe for one line of a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\uFEFF' || !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}
