package mounttab

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST024 reports commas too many.
var FST024 = &rules.Rule{
	ID:       "FST024",
	Name:     "empty-option",
	Severity: parsers.Info,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "There is an empty option: a comma too many.",
	Why:      "libmount passes over it, other readers and old helpers refuse it. In a password of mount.cifs(8), two commas are one of it.",
	Source:   "libmount/src/optstr.c of util-linux 2.38.1",
	Bad:      "-- etc/fstab --\n/dev/sda1 / ext4 rw,,noatime 0 1\n",
	Good:     "-- etc/fstab --\n/dev/sda1 / ext4 rw,noatime 0 1\n//server/share /mnt cifs user=me,password=a,,b\n",
	Fix:      rules.Safe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		if e.Hidden > 0 || len(e.Options) == 0 {
			return
		}
		field := e.Span(mounttab.Options)
		at := field.Start
		for i := 0; i <= len(e.Options); i++ {
			gap, needed := parsers.Span{Start: at, End: field.End}, 0
			if i < len(e.Options) {
				o := e.Options[i].Span()
				gap.End, at = o.Start, o.End
				needed = min(i, 1)
			}
			if commas := string(f.Source().Slice(gap)); len(commas) > needed && strings.Trim(commas, ",") == "" {
				gap.Start += needed
				p.Report(gap, "there is a comma too many", rules.Mend(replaced(gap, "", "no empty option")))
			}
		}
	}),
}
