package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/parsers/spelling"
	"cfgtool/rules"
)

// FST032 reports misspelt options of systemd.
var FST032 = &rules.Rule{
	ID:       "FST032",
	Name:     "misspelt-systemd-option",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where no known option has a name like it"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "An option of systemd is misspelt.",
	Why: "Neither mount nor systemd complains of an option that begins with x-: it is ignored. A name that is near " +
		"none of the known ones is an info, since it may be newer than this program.",
	Source: "systemd.mount(5) and systemd.swap(5)",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data ext4 x-systemd.automont\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data ext4 x-systemd.automount\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		known := documented().systemd
		suggested := make(map[string]string)
		entries := f.Entries()
		for i := range entries {
			for _, o := range entries[i].Options {
				prefix, rest, ok := strings.Cut(o.Name, ".")
				if !ok || known[o.Name] || len(prefix) > 12 || spelling.Distance(prefix, "x-systemd", 3) == 3 {
					continue
				}
				near, ok := suggested[o.Name]
				if !ok {
					near = nearest("x-systemd."+rest, 2, known)
					suggested[o.Name] = near
				}
				severity := parsers.Warning
				if near == "" {
					severity = parsers.Info
				}
				p.Report(o.NameSpan(), fmt.Sprintf("systemd knows no option %s", quoted(o.Name)), meant(near), rules.At(severity))
			}
		}
	}),
}
