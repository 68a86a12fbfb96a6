package report

import (
	"fmt"
	"io"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers"
	"cfgtool/rules"
)

// Text prints findings one a line, with what to do; with snippets, each is followed
// by its source line, the span marked, and by its related places.
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

// More tells how many further findings there are of each rule and file.
func (t Text) More(w io.Writer, more []rules.More) {
	for i, m := range more {
		if i > 0 && more[i-1].Source == m.Source && more[i-1].Rule == m.Rule {
			continue // of another severity
		}
		t.flow(w, "    ", whole(t.Bold, load.Quote(m.Source.Name())+":"), words(plain, fmt.Sprintf("and %d more", others(more[i:]))),
			whole(t.Faint, fmt.Sprintf("[%s %s]", m.Rule.ID, m.Rule.Name)))
	}
}

// others is the number of further findings of the first one's rule and file.
func others(more []rules.More) (n int) {
	for _, m := range more {
		if m.Source == more[0].Source && m.Rule == more[0].Rule {
			n += m.Count
		}
	}
	return n
}

func (t Text) finding(w io.Writer, f rules.Finding) {
	severity := func(s string) string { return t.severity(f.Severity, s) }
	parts := []part{whole(t.Bold, place(f.Source, f.Span)+":"), whole(severity, f.Severity.String()+":")}
	message, name := printable(f.Message), whole(t.Faint, fmt.Sprintf("[%s %s]", f.Rule.ID, f.Rule.Name))
	if f.Help == "" {
		parts = append(parts, words(plain, message), name)
	} else {
		parts = append(parts, words(plain, message+";"), words(t.Cyan, printable(f.Help)), name)
	}
	t.flow(w, "    ", parts...)
	if !t.Snippets {
		return
	}
	t.snippet(w, f.Source, f.Span)
	for _, r := range f.Related {
		t.flow(w, "    ", whole(t.Faint, "  "+place(r.Source, r.Span)+":"), words(plain, printable(r.Message)))
		t.snippet(w, r.Source, r.Span)
	}
	if f.Fix != nil {
		fmt.Fprintf(w, "  %s %s\n", t.Cyan("fix:"), fixCommand(f.Fix))
	}
}

// fixCommand is the command that applies a fix.
func fixCommand(f *rules.Fix) string {
	if f.Safety == rules.Unsafe {
		return "cfgtool check --fix --unsafe"
	}
	return "cfgtool check --fix"
}

func place(src *parsers.Source, span parsers.Span) string {
	return fmt.Sprintf("%s:%v", load.Quote(src.Name()), src.Position(span.Start))
}

// printable makes a message safe for one line of a terminal, without the secrets
// in what it quotes.
func printable(s string) string {
	return shown(strings.ReplaceAll(parsers.MaskMessage(s), "\t", " "))
}
