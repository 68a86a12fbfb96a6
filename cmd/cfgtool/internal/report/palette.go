// Package report prints findings and diffs, for people and for programs.
package report

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"cfgtool/parsers"
)

// Palette is how text is shown where it goes. Its zero value is for files and
// pipes, and colours nothing.
type Palette struct {
	On       bool // colour it
	Terminal bool // it must not act on a terminal, whether coloured or not
	Columns  int  // the width of the terminal; 0 where there is none, and lines are not broken
}

func (p Palette) sgr(code, s string) string {
	if !p.On || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Bold, Red and the others return s in that colour.
func (p Palette) Bold(s string) string  { return p.sgr("1", s) }
func (p Palette) Red(s string) string   { return p.sgr("31", s) }
func (p Palette) Green(s string) string { return p.sgr("32", s) }
func (p Palette) Cyan(s string) string  { return p.sgr("36", s) }
func (p Palette) Faint(s string) string { return p.sgr("2", s) }

// Severity colours a severity's name.
func (p Palette) Severity(s parsers.Severity) string { return p.severity(s, s.String()) }

// severity shows a text in the colour of a severity.
func (p Palette) severity(s parsers.Severity, text string) string {
	code := map[parsers.Severity]string{parsers.Error: "1;31", parsers.Warning: "1;33", parsers.Info: "1;34"}[s]
	return p.sgr(code, text)
}

// usualColumns is the width of a terminal that does not tell its own.
const usualColumns = 80

// part is a part of a line, in one style.
type part struct {
	style func(string) string
	words []string
}

// whole is a part that no line ends in; words is one that lines may end in at each blank.
func whole(style func(string) string, text string) part { return part{style, []string{text}} }
func words(style func(string) string, text string) part {
	return part{style, strings.Split(text, " ")}
}

func plain(s string) string { return s }

// flow prints parts as one line, a blank between them. On a terminal that is narrower it
// breaks it between words, and indents the lines after the first.
func (p Palette) flow(w io.Writer, indent string, parts ...part) {
	var out strings.Builder
	column := 0
	for _, part := range parts {
		run := ""
		for _, word := range part.words {
			n := columns(word)
			switch {
			case column == 0:
			case p.Columns > 0 && column > len(indent) && column+1+n > p.Columns:
				out.WriteString(part.style(run) + "\n" + indent)
				run, column = "", len(indent)
			case run == "":
				out.WriteByte(' ')
				column++
			default:
				run += " "
				column++
			}
			run += word
			column += n
		}
		out.WriteString(part.style(run))
	}
	out.WriteByte('\n')
	io.WriteString(w, out.String())
}

// columns is how wide a text is on a terminal: East Asian wide characters take two
// columns (UAX #11), marks that combine with the character before them none. A tab counts
// as the widest that it may be.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '\t':
			n += tabStop
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me), r >= 0x1160 && r <= 0x11FF: // vowels and final consonants of Hangul join the syllable
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}
