package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST038 reports options that newer kernels do not have.
var FST038 = &rules.Rule{
	ID:       "FST038",
	Name:     "removed-option",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the kernel passes over the option"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "Newer kernels do not have the option.",
	Why: "From that version of Linux on, the mount fails; an option that the kernel passes over is an info. Take it " +
		"away before the upgrade. With --target-kernel VERSION, only what that version does not have is found.",
	Help:   "take the option away",
	Source: "xfs(5), REMOVED MOUNT OPTIONS; btrfs(5), DEPRECATED MOUNT OPTIONS; nfs(5); and Linux, as rules/mounttab/options.yaml names it",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data xfs nobarrier\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data xfs defaults\n",
	Fix:    rules.Unsafe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		c := documented()
		var gone []string // all of the entry go at once, since taking one away moves what follows the others
		for _, o := range e.Options {
			if _, ok := c.dropped(e.Type, o.Name, p.Kernel); ok {
				gone = append(gone, o.Name)
			}
		}
		if len(gone) == 0 {
			return
		}
		fix := rules.Mend(edits(f.RemoveOptions(e, gone, "the kernel does not have it")))
		for _, o := range e.Options {
			list, ok := c.dropped(e.Type, o.Name, p.Kernel)
			switch {
			case !ok:
			case list.Ignored:
				p.Report(o.NameSpan(), fmt.Sprintf("Linux %s and newer pass over the option %s of %s", list.Kernel, o.Name, quoted(e.Type)), rules.At(parsers.Info), fix)
			default:
				p.Report(o.NameSpan(), fmt.Sprintf("Linux has had no option %s of %s since %s", o.Name, e.Type, list.Kernel), fix)
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
