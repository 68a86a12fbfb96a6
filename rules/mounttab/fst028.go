package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST028 reports options that are given twice.
var FST028 = &rules.Rule{
	ID:       "FST028",
	Name:     "repeated-option",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where both say the same"},
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "An option is given twice.",
	Why: "The last value counts. The same one twice does no harm, and is an info. Options that are meant to be " +
		"repeated are silent: those of systemd, device of btrfs, lowerdir of overlay.",
	Help:   "remove one of the two",
	Source: "mount(8); systemd.mount(5); btrfs(5)",
	Bad:    "-- etc/fstab --\ntmpfs /tmp tmpfs size=1G,size=2G\n",
	Good:   "-- etc/fstab --\ntmpfs /tmp tmpfs size=2G\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if len(e.Options) < 2 {
			return
		}
		place := places(e)
		for i, o := range e.Options {
			first := place(o.Name)
			if first == i || strings.HasPrefix(o.Name, "x-") || strings.HasPrefix(o.Name, "X-") || repeatable[o.Name] {
				continue
			}
			before := e.Options[first]
			if before.String() == o.String() {
				p.Report(o.Span(), fmt.Sprintf("%s is given twice", quoted(o.Name)), rules.See(before.Span(), "given first"), rules.At(parsers.Info))
			} else {
				p.Report(o.Span(), fmt.Sprintf("%s is given twice, with another value; the last one counts", quoted(o.Name)), rules.See(before.Span(), "given first"))
			}
		}
	}),
}

var repeatable = set("device lowerdir+ datadir+ comment")
