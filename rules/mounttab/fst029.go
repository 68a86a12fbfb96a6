package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST029 reports options that nothing documents.
var FST029 = &rules.Rule{
	ID:       "FST029",
	Name:     "unknown-option",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where no known name is like it"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "No manual page documents the option for this type.",
	Why: "The mount may fail, and the boot with it. What a kernel takes cannot be told from outside, so this is an " +
		"info, and a warning where one letter makes a documented option of it. Options " +
		"that begin with x- or X-, comment=, and those of FUSE types are silent, and so are types without a table.",
	Source: "the manual pages that rules/mounttab/options.yaml names; util-linux#4438",
	Bad:    "-- etc/fstab --\n/dev/sda1 / ext4 notime 0 1\n",
	Good:   "-- etc/fstab --\n/dev/sda1 / ext4 noatime 0 1\n",
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		c := documented()
		type key struct{ fstype, option string }
		suggested := make(map[key]string)
		entries := f.Entries()
		for i := range entries {
			e := &entries[i]
			if fuse(e.Type) || secret(e) {
				continue
			}
			for _, o := range e.Options {
				if c.option(e.Type, o.Name) {
					continue
				}
				k := key{e.Type, o.Name}
				near, ok := suggested[k]
				if !ok {
					near = nearest(o.Name, 1, c.generic, c.byType[e.Type])
					suggested[k] = near
				}
				p.Report(o.NameSpan(), fmt.Sprintf("no manual page documents the option %s of %s", quoted(o.Name), quoted(e.Type)), meant(near), likely(o.Name, near))
			}
		}
	}),
}

// secret reports whether an option is a password: a comma in it would show the
// rest as an option.
func secret(e *mounttab.Entry) bool {
	for _, o := range e.Options {
		if o.Secret() {
			return true
		}
	}
	return false
}
