package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST020 reports lines that end with CR LF.
var FST020 = &rules.Rule{
	ID:       "FST020",
	Name:     "carriage-returns",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "Lines end with CR LF.",
	Why: "libmount takes the CR away, but Busybox, dracut scripts and everything else that reads the file by words " +
		"finds it at the end of the last field. The file comes from Windows.",
	Source: "libmount/src/tab_parse.c of util-linux 2.38.1; POSIX.1-2017, 3.206 Line",
	Bad:    "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\r\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n",
	Fix:    rules.Safe,
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		var first parsers.Span
		var fix []parsers.Edit
		for _, l := range f.Lines() {
			at := l.EOL()
			if at.Len() != 2 || at.Start > 0 && f.Source().Text()[at.Start-1] == '\r' { // a second CR is part of the field
				continue
			}
			if fix == nil {
				first = at
			}
			at.End--
			fix = append(fix, parsers.Edit{Span: at, Why: "lines end with LF"})
		}
		if len(fix) == 1 {
			p.Report(first, "the line ends with CR LF", rules.Mend(fix))
		} else if len(fix) > 1 {
			p.Report(first, fmt.Sprintf("%d lines end with CR LF", len(fix)), rules.Mend(fix))
		}
	}),
}
