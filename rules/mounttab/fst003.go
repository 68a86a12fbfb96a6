package mounttab

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST003 reports mount points that lie below later ones.
var FST003 = &rules.Rule{
	ID:       "FST003",
	Name:     "wrong-order",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "for the root, and with noauto"},
	Formats:  []string{fstab, tru64},
	Since:    "0.1.0",
	Summary:  "A mount point lies below one that is mounted later.",
	Why: "mount -a goes through the file from the top: the later mount hides the earlier one, or the mount point " +
		"does not exist yet. systemd orders mounts by their paths, so a boot with it works; hence a warning, where " +
		"findmnt has an error. With / behind another one, which findmnt does not see, and with noauto it is an " +
		"info: the root is mounted before, and mount -a leaves the others out.",
	Source: verify + ", check \"wrong order\"; systemd.mount(5), Automatic Dependencies",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data/old ext4 defaults\n/dev/sda1 /data ext4 defaults\n",
	Good:   "-- etc/fstab --\n/dev/sda1 /data ext4 defaults\n/dev/sdb1 /data/old ext4 defaults\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		entries := f.Entries()
		path := targets(p, f)
		order := make([]int32, 0, len(entries)) // by path: what lies below one follows it
		for i := range entries {
			if e := &entries[i]; !nameless(e) && strings.HasPrefix(e.Target, "/") {
				order = append(order, int32(i))
			}
		}
		slices.SortFunc(order, func(a, b int32) int { return cmp.Or(comparePaths(path(a), path(b)), int(a-b)) })

		// above holds the paths that the one in hand lies below, outermost first,
		// each with its entries, order[from:to], and the first of all below it.
		type level struct{ from, to, first int }
		var above []level
		report := func(l level) {
			for _, i := range order[l.from:l.to] {
				if l.first > int(i) {
					continue
				}
				e, child := &entries[i], &entries[l.first]
				severity := parsers.Warning
				if path(i) == "/" || e.Option("noauto") != nil || child.Option("noauto") != nil {
					severity = parsers.Info
				}
				p.Report(e.Span(mounttab.Target), fmt.Sprintf("%s is mounted after %s, which lies below it", quoted(e.Target), quoted(child.Target)),
					rules.See(child.Span(mounttab.Target), "mounted before"), rules.Help("move the line before line %d", line(f, child)), rules.At(severity))
			}
		}
		pop := func() {
			l := above[len(above)-1]
			above = above[:len(above)-1]
			if n := len(above); n > 0 {
				above[n-1].first = min(above[n-1].first, l.first, int(order[l.from]))
			}
			report(l)
		}
		for from := 0; from < len(order); {
			here, to := path(order[from]), from+1
			for to < len(order) && path(order[to]) == here {
				to++
			}
			for len(above) > 0 && !below(here, path(order[above[len(above)-1].from])) {
				pop()
			}
			above = append(above, level{from, to, len(entries)})
			from = to
		}
		for len(above) > 0 {
			pop()
		}
	}),
}

// comparePaths orders clean paths so that what lies below one follows it: a
// slash comes before all other characters.
func comparePaths(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			switch {
			case a[i] == '/':
				return -1
			case b[i] == '/':
				return 1
			}
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}

// below reports whether a clean path lies below another one.
func below(path, above string) bool {
	return above == "/" && path != "/" || len(path) > len(above) && path[len(above)] == '/' && strings.HasPrefix(path, above)
}
