package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST023 reports byte order marks.
var FST023 = &rules.Rule{
	ID:       "FST023",
	Name:     "byte-order-mark",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where mount reads the first line all the same"},
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "The file begins with a byte order mark.",
	Why: "Linux takes its bytes for the first characters of the first line: a comment becomes a line that cannot be " +
		"read, and an entry has a source that does not exist. That is a warning, since mount reads the line. In UTF-16 it reads none.",
	Source: "libmount/src/tab_parse.c of util-linux 2.38.1",
	Bad:    "-- etc/fstab --\n\uFEFF# static file systems\n",
	Good:   "-- etc/fstab --\n# static file systems\n",
	Fix:    rules.Safe,
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		mark := f.Mark()
		switch {
		case mark.Empty():
		case f.Source().Charset() != parsers.UTF8:
			p.Report(mark, fmt.Sprintf("the file is in %s, which mount does not read", f.Source().Charset()), rules.Help("save it as UTF-8 without a byte order mark"))
		default:
			severity := parsers.Error
			if lines := f.Lines(); len(lines) > 0 && lines[0].Kind == mounttab.Mount {
				severity = parsers.Warning
			}
			p.Report(mark, "the file begins with a byte order mark, which mount takes for a part of the first line", rules.At(severity), rules.Mend(replaced(mark, "", "the byte order mark goes")))
		}
	}),
}
