package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST011 reports discard policies that swapon refuses.
var FST011 = &rules.Rule{
	ID:       "FST011",
	Name:     "swap-discard",
	Severity: parsers.Error,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The discard option of a swap area is neither \"once\" nor \"pages\".",
	Why:      "swapon(8) refuses the area.",
	Help:     "write discard=once or discard=pages, or discard alone for both",
	Source:   verify + ", check \"unsupported swaparea discard policy\"; swapon(8)",
	Bad:      "-- etc/fstab --\n/dev/sda2 none swap discard=always\n",
	Good:     "-- etc/fstab --\n/dev/sda2 none swap discard=once\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if !e.Swap() {
			return
		}
		if o := e.Option("discard"); o != nil && o.Valued && o.Value != "once" && o.Value != "pages" {
			p.Report(o.ValueSpan(), fmt.Sprintf("the discard policy %s is neither once nor pages", quoted(o.Value)))
		}
	}),
}
