package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST026 reports options that contradict each other.
var FST026 = &rules.Rule{
	ID:       "FST026",
	Name:     "contradicting-options",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "Two options contradict each other.",
	Why:      "The last one counts, without a word; which one was meant, only their author knows. findmnt is silent.",
	Help:     "remove one of the two",
	Source:   "mount(8), FILESYSTEM-INDEPENDENT MOUNT OPTIONS; libmount/src/optmap.c of util-linux 2.38.1",
	Bad:      "-- etc/fstab --\n/dev/sda1 / ext4 ro,rw 0 1\n",
	Good:     "-- etc/fstab --\n/dev/sda1 / ext4 rw 0 1\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		place := places(e)
		negated := false // an option before begins with "no"
		for i, o := range e.Options {
			if i > 0 && strings.HasPrefix(e.Options[i-1].Name, "no") {
				negated = true
			}
			if o.Valued {
				continue
			}
			other, ok := opposites[o.Name]
			if !ok {
				if bare, no := strings.CutPrefix(o.Name, "no"); no {
					other = bare
				} else if negated {
					other = "no" + o.Name
				} else {
					continue
				}
			}
			if before := place(other); before >= 0 && before < i && !e.Options[before].Valued {
				p.Report(o.Span(), fmt.Sprintf("%s contradicts %s before it; the last one counts", o.Name, other), rules.See(e.Options[before].Span(), "contradicted"))
			}
		}
	}),
}

// opposites are flags whose opposite is not named "no" and the flag.
var opposites = map[string]string{"ro": "rw", "rw": "ro", "sync": "async", "async": "sync", "hard": "soft", "soft": "hard",
	"bg": "fg", "fg": "bg", "silent": "loud", "loud": "silent", "udp": "tcp", "tcp": "udp"}

// places finds the first place of an option by its name, or -1. It takes a map
// where there are many.
func places(e *mounttab.Entry) func(string) int {
	if len(e.Options) <= 16 {
		return func(name string) int {
			for i := range e.Options {
				if e.Options[i].Name == name {
					return i
				}
			}
			return -1
		}
	}
	first := make(map[string]int, len(e.Options))
	for i := len(e.Options) - 1; i >= 0; i-- {
		first[e.Options[i].Name] = i
	}
	return func(name string) int {
		if i, ok := first[name]; ok {
			return i
		}
		return -1
	}
}
