package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST030 reports types that nothing documents.
var FST030 = &rules.Rule{
	ID:       "FST030",
	Name:     "unknown-type",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where no known name is like it"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The file system type is none that Linux is known to have.",
	Why: "It may be misspelt, or come with a module that is not known here; so this is an info, and a warning where one letter makes a known type of it. FUSE types are " +
		"silent.",
	Source: "filesystems(5); mount(8); libmount/src/utils.c of util-linux 2.38.1",
	Bad:    "-- etc/fstab --\n/dev/sda1 / etx4 defaults 0 1\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 defaults 0 1\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		c := documented()
		suggested := make(map[string]string)
		entries := f.Entries()
		for i := range entries {
			e := &entries[i]
			if c.known[e.Type] || pseudo[e.Type] || network[e.Type] || fuse(e.Type) || strings.ContainsAny(e.Type, ",") {
				continue
			}
			near, ok := suggested[e.Type]
			if !ok && len(e.Type) > 3 {
				near = nearest(e.Type, 1, c.known)
			}
			suggested[e.Type] = near
			p.Report(e.Span(mounttab.Type), fmt.Sprintf("the type %s is not known", quoted(e.Type)), meant(near), likely(e.Type, near))
		}
	}),
}
