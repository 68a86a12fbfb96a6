package mounttab

import (
	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST018 reports text behind the last field.
var FST018 = &rules.Rule{
	ID:       "FST018",
	Name:     "ignored-text",
	Severity: parsers.Warning,
	Formats:  []string{fstab, tru64},
	Since:    "0.1.0",
	Summary:  "Text follows the sixth field.",
	Why: "It is ignored without a word. Most often a blank inside a path was not written as \\040, which moves all " +
		"fields. What begins with \"#\" is a comment to everyone who reads it, and silent.",
	Help:   "put options into the fourth field, and write a blank within a path as \\040",
	Source: "libmount/src/tab_parse.c of util-linux 2.38.1",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data ext4 defaults 0 2 nofail\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data ext4 defaults,nofail 0 2 # backup\n",
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		if extra := e.Extra(); !extra.Empty() && f.Source().Slice(extra)[0] != '#' {
			text := quoted(string(f.Source().Slice(extra)))
			if secret(e) { // of which this may be the rest
				text = "the text"
			}
			p.Report(extra, text+" behind the sixth field is ignored")
		}
	}),
}
