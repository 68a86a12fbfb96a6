package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/rewriters/change"
)

// Diff prints a unified diff. For files and pipes it is the diff's own bytes; on
// a terminal, and in colour, control characters are made visible.
func Diff(w io.Writer, d change.Diff, p Palette) { Lines(w, d.Format(), p) }

// Lines prints the text of a diff.
func Lines(w io.Writer, text []byte, p Palette) {
	if !p.On && !p.Terminal {
		w.Write(text)
		return
	}
	for line := range bytes.Lines(text) {
		s := strings.TrimSuffix(string(line), "\n")
		s = strings.TrimSuffix(s, "\r")
		s = shown(s)
		switch {
		case strings.HasPrefix(s, "--- "), strings.HasPrefix(s, "+++ "), strings.HasPrefix(s, "old mode "), strings.HasPrefix(s, "new "), strings.HasPrefix(s, "# "):
			s = p.Bold(s)
		case strings.HasPrefix(s, "@@"):
			s = p.Cyan(s)
		case strings.HasPrefix(s, "-"):
			s = p.trailing(s, p.Red)
		case strings.HasPrefix(s, "+"):
			s = p.trailing(s, p.Green)
		}
		fmt.Fprintln(w, s)
	}
}

// trailing colours a changed line, and shows the white space that ends it.
func (p Palette) trailing(s string, colour func(string) string) string {
	text := strings.TrimRight(s, " \t")
	return colour(text) + p.sgr("7", s[len(text):])
}

// Said is a message, of which nothing acts on a terminal, whatever it quotes.
func Said(message string) string {
	lines := strings.Split(message, "\n")
	for i := range lines {
		lines[i] = shown(lines[i])
	}
	return strings.Join(lines, "\n")
}

// shown makes visible what would not show, and bytes that are no character.
func shown(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&b, "<%02X>", s[i])
		} else {
			b.WriteString(load.Visible(r))
		}
		i += size
	}
	return b.String()
}
