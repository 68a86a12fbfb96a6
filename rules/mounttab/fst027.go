package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST027 reports options that user takes back.
var FST027 = &rules.Rule{
	ID:       "FST027",
	Name:     "overridden-by-user",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "An option is taken back by user, users, owner or group behind it.",
	Why: "user and users imply noexec, nosuid and nodev, owner and group imply nosuid and nodev, and the last one " +
		"counts: \"exec,user\" does not let programs run. Write user first.",
	Source: "mount(8): user, users, owner, group",
	Bad:    "-- etc/fstab --\n/dev/sdb1 /data ext4 exec,user 0 2\n",
	Good:   "-- etc/fstab --\n/dev/sdb1 /data ext4 user,exec 0 2\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		for i, o := range e.Options {
			implied := implies[o.Name]
			if implied == nil || i == 0 {
				continue
			}
			for _, before := range e.Options[max(0, i-64):i] { // as far as a person reads
				if implied[before.Name] && !before.Valued {
					p.Report(before.Span(), fmt.Sprintf("%s is taken back: %s behind it implies no%s", before.Name, o.Name, before.Name),
						rules.See(o.Span(), "takes it back"), rules.Help("write %s before %s", o.Name, before.Name))
				}
			}
		}
	}),
}

// implies are the options that one takes back, by its name.
var implies = map[string]map[string]bool{
	"user": set("exec suid dev"), "users": set("exec suid dev"), "owner": set("suid dev"), "group": set("suid dev"),
}
