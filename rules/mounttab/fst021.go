package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST021 reports control characters in entries.
var FST021 = &rules.Rule{
	ID:       "FST021",
	Name:     "control-character",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "An entry holds a control character.",
	Why: "It becomes part of a field, where nobody sees it: a CR inside a line, a form feed, an escape sequence. " +
		"Only blanks and tabs separate fields.",
	Help:   "delete it",
	Source: "fstab(5); libmount/src/tab_parse.c of util-linux 2.38.1",
	Bad:    "-- etc/fstab --\n/dev/sda1 /data\f ext4 defaults\n",
	Good:   "-- etc/fstab --\n/dev/sda1 /data ext4 defaults\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		for _, l := range f.Lines() {
			if l.Kind != mounttab.Mount {
				continue
			}
			body := l.Body()
			for i, c := range f.Source().Slice(body) {
				if c < ' ' && c != '\t' || c == 0x7F {
					at := body.Start + i
					p.Report(parsers.Span{Start: at, End: at + 1}, fmt.Sprintf("the control character U+%04X is part of a field", c))
					break
				}
			}
		}
	}),
}
