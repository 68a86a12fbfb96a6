package mounttab

import (
	"bytes"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST019 reports a last line without a line end.
var FST019 = &rules.Rule{
	ID:       "FST019",
	Name:     "missing-final-newline",
	Severity: parsers.Info,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "The last line has no line end.",
	Why:      "mount(8) reads it all the same. But a line that a script appends with >> becomes part of it.",
	Source:   "POSIX.1-2017, 3.206 Line; libmount/src/tab_parse.c of util-linux 2.38.1, which notes it",
	Bad:      "a table whose last line ends without a line feed",
	Good:     "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n",
	Fix:      rules.Safe,
	Made:     func() (string, []byte) { return "etc/fstab", []byte("/dev/sda1 / ext4 defaults 0 1") },
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		lines := f.Lines()
		if len(lines) == 0 {
			return
		}
		last := lines[len(lines)-1]
		end := last.Span().End
		if bytes.HasSuffix(f.Source().Text(), []byte("\n")) || last.Body().Empty() {
			return
		}
		eol := "\n"
		if len(lines) > 1 && last.EOL().Empty() {
			eol = string(f.Source().Slice(lines[0].EOL()))
		}
		p.Report(parsers.Span{Start: end, End: end}, "the last line has no line end",
			rules.Mend(replaced(parsers.Span{Start: end, End: end}, eol, "the last line gets its line end")))
	}),
}
