package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST038 reports options that newer kernels refuse.
var FST038 = &rules.Rule{
	ID:       "FST038",
	Name:     "removed-option",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "Newer kernels refuse the option.",
	Why: "The mount fails from that version of Linux on. Take the option away before the upgrade. With " +
		"--target-kernel VERSION, only what that version refuses is found.",
	Source: "xfs(5), REMOVED MOUNT OPTIONS; Linux Documentation/admin-guide/xfs.rst",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data xfs nobarrier\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data xfs defaults\n",
	Fix:    rules.Unsafe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		var names []string // all of the entry go at once, since what one moves the next one moves too
		for _, o := range e.Options {
			if gone, ok := documented().removed[e.Type+" "+o.Name]; ok && (p.Kernel == "" || !older(p.Kernel, gone.Kernel)) {
				names = append(names, o.Name)
			}
		}
		for _, o := range e.Options {
			gone, ok := documented().removed[e.Type+" "+o.Name]
			if ok && (p.Kernel == "" || !older(p.Kernel, gone.Kernel)) {
				p.Report(o.NameSpan(), fmt.Sprintf("Linux has had no option %s of %s since %s", o.Name, e.Type, gone.Kernel),
					rules.Mend(edits(f.RemoveOptions(e, names, "newer kernels refuse it"))))
			}
		}
	}),
}

// older reports whether a version of Linux, as uname(1) gives it, comes before another.
func older(version, than string) bool {
	for than != "" {
		var a, b string
		a, version, _ = strings.Cut(version, ".")
		b, than, _ = strings.Cut(than, ".")
		x, y := leading(a), leading(b)
		if x != y {
			return x < y
		}
	}
	return false
}

// leading is the number that a text begins with, or 0.
func leading(text string) (n int) {
	for _, c := range []byte(text) {
		if c < '0' || c > '9' || n > 1e6 {
			break
		}
		n = n*10 + int(c-'0')
	}
	return n
}
