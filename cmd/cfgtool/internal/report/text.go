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

// snippet prints the line that a span begins on, and marks the span under it.
func (t Text) snippet(w io.Writer, src *parsers.Source, span parsers.Span) {
	line := src.Line(src.Position(span.Start).Line)
	from := line.Start
	if utf8.RuneCount(src.Slice(line)) > width {
		for n := 0; from < span.Start && utf8.RuneCount(src.Slice(parsers.Span{Start: from, End: span.Start})) > width/2; n++ {
			_, size := utf8.DecodeRune(src.Text()[from:])
			from += size
		}
	}
	var text, marks strings.Builder
	secrets := t.Secrets[src]
	hidden := false
	for at, n := from, 0; at < line.End && n < width; n++ {
		r, size := utf8.DecodeRune(src.Text()[at:])
		mark := " "
		if at >= span.Start && at < span.End {
			mark = "~"
		}
		if at == span.Start {
			mark = "^"
		}
		if r == '\t' && mark == " " {
			mark = "\t"
		}
		secret := false
		for _, s := range secrets {
			secret = secret || s.Start <= at && at < s.End
		}
		switch {
		case secret && hidden: // one *** stands for all of it
		case secret:
			text.WriteString("***")
			marks.WriteString(strings.Repeat(strings.ReplaceAll(mark, "\t", " "), 3))
		default:
			shown := visible(r)
			text.WriteString(shown)
			marks.WriteString(mark + strings.Repeat(map[bool]string{true: "~", false: " "}[mark != " " && mark != "\t"], utf8.RuneCountInString(shown)-1))
		}
		hidden = secret
		at += size
	}
	if span.Start >= line.End {
		marks.WriteString("^")
	}
	fmt.Fprintf(w, "  %s\n  %s\n", text.String(), t.Green(strings.TrimRight(marks.String(), " \t")))
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
