package linuxha

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
)

// A no-break space, U+00A0, is no white space in XML. Text that is pasted from
// a web page is often indented with it. In a file that is read as ISO-8859-1 its
// two bytes in UTF-8, C2 A0, are the characters U+00C2 U+00A0.
const (
	noBreak  = "\u00A0"
	strayTwo = "\u00C2\u00A0"
)

// noBreakAt is the length of the no-break space at the start of text, or 0.
func noBreakAt(text []byte) int {
	for _, s := range []string{noBreak, strayTwo} {
		if bytes.HasPrefix(text, []byte(s)) {
			return len(s)
		}
	}
	return 0
}

// PlainIndent is an indentation with a space for each no-break space.
func PlainIndent(indent string) string {
	return strings.ReplaceAll(strings.ReplaceAll(indent, strayTwo, " "), noBreak, " ")
}

// PastedIndents are the indentations of lines that have no-break spaces in
// them, in source order. Those in comments, CDATA sections and attribute values
// are left out.
func PastedIndents(f *xmlconf.File) []parsers.Span {
	text := f.Source().Text()
	if !bytes.Contains(text, []byte(noBreak)) {
		return nil
	}
	var found []parsers.Span
	for tile := range f.Tiles() {
		switch tile.Kind {
		case "text", "white space", parsers.Unknown:
		default:
			continue
		}
		for at := tile.Span.Start; at < tile.Span.End; {
			end, pasted := at, false
			if at == 0 || text[at-1] == '\n' || text[at-1] == '\r' {
				end, pasted = indentation(text[:tile.Span.End], at)
			}
			if pasted {
				found = append(found, parsers.Span{Start: at, End: end})
			}
			at = nextLine(text[:tile.Span.End], end)
		}
	}
	return found
}

// indentation is the end of the blanks from at on, and whether no-break spaces
// are among them.
func indentation(text []byte, at int) (end int, pasted bool) {
	for at < len(text) {
		if n := noBreakAt(text[at:]); n > 0 {
			at, pasted = at+n, true
		} else if text[at] == ' ' || text[at] == '\t' {
			at++
		} else {
			break
		}
	}
	return at, pasted
}

// nextLine is where the line behind that of at starts.
func nextLine(text []byte, at int) int {
	for at < len(text) {
		at++
		if text[at-1] == '\n' || text[at-1] == '\r' {
			break
		}
	}
	return at
}

// word is one of a text's words: a run of characters that are neither white
// space nor no-break spaces.
type word struct{ start, end int }

func words(text []byte) []word {
	var all []word
	start := -1
	for i := 0; i <= len(text); {
		n := 1
		blank := i == len(text)
		if !blank {
			if n = noBreakAt(text[i:]); n > 0 {
				blank = true
			} else {
				_, n = utf8.DecodeRune(text[i:])
				blank = bytes.ContainsAny(text[i:i+1], " \t\r\n")
			}
		}
		if blank && start >= 0 {
			all = append(all, word{start, i})
			start = -1
		} else if !blank && start < 0 {
			start = i
		}
		i += n
	}
	return all
}
