package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST015 reports passes of entries that fsck cannot check.
var FST015 = &rules.Rule{
	ID:       "FST015",
	Name:     "pass-without-device",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "fsck is to check what is no device.",
	Why: "systemd says at each boot that checking was requested for what is not a device, and does not do it. " +
		"findmnt is silent.",
	Source: generator + "; systemd#8176",
	Bad:    "-- etc/fstab --\ntmpfs /tmp tmpfs defaults 0 2\n",
	Good:   "-- etc/fstab --\ntmpfs /tmp tmpfs defaults 0 0\n",
	Fix:    rules.Safe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		if e.Pass <= 0 || onDevice(e) && !e.Swap() {
			return
		}
		if checked[e.Type] && !strings.ContainsAny(e.Source, "/:") {
			return // a template, whose device is filled in later
		}
		what := "the source is no device"
		switch {
		case e.Swap():
			what = "a swap area is not checked"
		case bound(e):
			what = "a bind mount is not checked"
		case pseudo[e.Type], network[e.Type]:
			what = "the type " + e.Type + " has no device"
		}
		fields := f.Fields(e)
		fields[mounttab.Pass] = "0"
		p.Report(e.Span(mounttab.Pass), fmt.Sprintf("the pass is %d, but %s", e.Pass, what), rules.Mend(edits(f.Replace(e, fields, "nothing to check"))))
	}),
}
