package mounttab

import (
	"fmt"
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
		type place struct {
			parent int32
			name   string
		}
		nodes := make(map[place]int32)
		below := []*mounttab.Entry{nil} // by node: the first entry strictly below it
		entries := f.Entries()
		for i := range entries {
			e := &entries[i]
			if nameless(e) || !strings.HasPrefix(e.Target, "/") {
				continue
			}
			node := int32(0)
			for name := range strings.SplitSeq(clean(e.Target)[1:], "/") {
				if name == "" { // the root itself
					break
				}
				if below[node] == nil {
					below[node] = e
				}
				next, ok := nodes[place{node, name}]
				if !ok {
					next = int32(len(below))
					nodes[place{node, name}] = next
					below = append(below, nil)
				}
				node = next
			}
			if child := below[node]; child != nil {
				severity := parsers.Warning
				if clean(e.Target) == "/" || e.Option("noauto") != nil || child.Option("noauto") != nil {
					severity = parsers.Info
				}
				p.Report(e.Span(mounttab.Target), fmt.Sprintf("%s is mounted after %s, which lies below it", quoted(e.Target), quoted(child.Target)),
					rules.See(child.Span(mounttab.Target), "mounted before"), rules.Help("move the line before line %d", line(f, child)), rules.At(severity))
			}
		}
	}),
}
