package mounttab

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST013 reports the type none without bind.
var FST013 = &rules.Rule{
	ID:       "FST013",
	Name:     "none-without-bind",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The type is \"none\", but nothing is bound or moved.",
	Why: "The type none is for entries that mount no file system of their own; without bind, rbind or move the " +
		"mount fails. findmnt has this check, but does not come to it.",
	Source: verify + ", check \"recommended for bind or move operations only\"",
	Bad:    "-- etc/fstab --\n/srv/www /mnt none defaults\n",
	Good:   "-- etc/fstab --\n/srv/www /mnt none bind\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Type != "none" || bound(e) || e.Target == "none" {
			return
		}
		for _, o := range e.Options {
			if o.Name == "remount" || strings.HasSuffix(o.Name, "shared") || strings.HasSuffix(o.Name, "slave") || strings.HasSuffix(o.Name, "private") || strings.HasSuffix(o.Name, "unbindable") {
				return
			}
		}
		p.Report(e.Span(mounttab.Type), "the type none is for bind and move only", rules.Help("name the type, or add the option bind"))
	}),
}
