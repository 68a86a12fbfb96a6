package tnsnames

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS018 reports characters that Oracle does not allow.
var TNS018 = &rules.Rule{
	ID:       "TNS018",
	Name:     "non-ascii",
	Severity: parsers.Warning,
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "A character outside ASCII stands outside comments.",
	Why:      "Oracle allows letters, digits and punctuation of ASCII. Typographic quotes and blanks come from documents that text was copied from; for readers they are no quotes and no blanks.",
	Help:     "use letters, digits and signs of ASCII",
	Source:   syntax,
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = “orcl”)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = \"orcl\")))\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		if src := f.Source(); ascii(src.Text()[src.Mark().End:]) {
			return
		}
		seen := false // on this line
		for tile := range f.Tiles() {
			if tile.Kind == "line end" {
				seen = false
			}
			if seen || tile.Kind != "word" && tile.Kind != "quoted" {
				continue
			}
			for i, c := range string(f.Source().Slice(tile.Span)) {
				if c >= utf8.RuneSelf {
					at := parsers.Span{Start: tile.Span.Start + i, End: tile.Span.Start + i + utf8.RuneLen(c)}
					p.Report(at, fmt.Sprintf("%q (U+%04X) is none of the characters that Oracle allows", c, c), plainer(c))
					seen = true
					break
				}
			}
		}
	}),
}

func ascii(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plainer says what to write instead of a character that looks like one of ASCII.
func plainer(c rune) rules.Option {
	for ascii, like := range map[string]string{`"`: "“”„‟″", "'": "‘’‚‛′", "-": "‐‑‒–—−", "a blank": "\u00A0\u2002\u2003\u2009\u202F\u3000"} {
		if strings.ContainsRune(like, c) {
			return rules.Help("write %s instead", ascii)
		}
	}
	return func(*rules.Finding) {}
}
