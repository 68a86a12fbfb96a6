package mounttab

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST022 reports blanks that separate no fields.
var FST022 = &rules.Rule{
	ID:       "FST022",
	Name:     "no-break-space",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "A line holds a blank that separates no fields, such as a no-break space.",
	Why:      "It looks like a blank, but is part of the field. It comes from web pages and word processors.",
	Source:   "fstab(5): fields are separated by tabs or spaces",
	Bad:      "-- etc/fstab --\n/dev/sda1\u00A0/data ext4 defaults 0\n",
	Good:     "-- etc/fstab --\n/dev/sda1 /data ext4 defaults 0\n",
	Fix:      rules.Unsafe,
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		for _, l := range f.Lines() {
			if l.Kind != mounttab.Mount && l.Kind != mounttab.Bad {
				continue
			}
			body := l.Body()
			if ascii(f.Source().Slice(body)) {
				continue
			}
			text := string(f.Source().Slice(body))
			fixed := strings.Map(func(r rune) rune {
				switch {
				case r == '\uFEFF' || r == '\u200B': // of no width
					return -1
				case r >= utf8.RuneSelf && unicode.IsSpace(r):
					return ' '
				}
				return r
			}, text)
			for i, r := range text {
				if r == '\uFEFF' || r == '\u200B' || r >= utf8.RuneSelf && unicode.IsSpace(r) {
					at := parsers.Span{Start: body.Start + i, End: body.Start + i + utf8.RuneLen(r)}
					p.Report(at, fmt.Sprintf("U+%04X looks like a blank, but is part of the field", r),
						rules.Mend(replaced(body, fixed, "blanks instead of no-break spaces"))) // of the whole line, whose fields move
					break
				}
			}
		}
	}),
}

func ascii(text []byte) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
