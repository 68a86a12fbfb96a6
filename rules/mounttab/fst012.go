package mounttab

import (
	"errors"
	"fmt"
	"strconv"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST012 reports priorities that swapon refuses.
var FST012 = &rules.Rule{
	ID:       "FST012",
	Name:     "swap-priority",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "for a number that is out of range"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The priority of a swap area is no number from -1 to 32767.",
	Why:      "swapon(8) refuses what is no number; a number out of range is cut, and is a warning.",
	Help:     "write pri= and a number from -1 to 32767",
	Source:   verify + ", check \"failed to parse swaparea priority option\"; swapon(8)",
	Bad:      "-- etc/fstab --\n/dev/sda2 none swap pri=high\n",
	Good:     "-- etc/fstab --\n/dev/sda2 none swap pri=10\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if !e.Swap() {
			return
		}
		o := e.Option("pri")
		if o == nil || !o.Valued {
			return
		}
		n, err := strconv.Atoi(o.Value)
		switch {
		case err != nil && !errors.Is(err, strconv.ErrRange):
			p.Report(o.Span(), fmt.Sprintf("the priority %s is no number", quoted(o.Value)))
		case err != nil || n < -1 || n > 32767:
			p.Report(o.Span(), fmt.Sprintf("the priority %s is not from -1 to 32767", quoted(o.Value)), rules.At(parsers.Warning), rules.Help(""))
		}
	}),
}
