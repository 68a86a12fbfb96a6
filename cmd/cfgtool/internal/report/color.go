// Package report prints findings and diffs, for people and for programs.
package report

import "cfgtool/parsers"

// Palette is how text is shown where it goes. Its zero value is for files and
// pipes, and colours nothing.
type Palette struct {
	On       bool // colour it
	Terminal bool // it must not act on a terminal, whether coloured or not
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
func (p Palette) Severity(s parsers.Severity) string {
	code := map[parsers.Severity]string{parsers.Error: "1;31", parsers.Warning: "1;33", parsers.Info: "1;34"}[s]
	return p.sgr(code, s.String())
}
