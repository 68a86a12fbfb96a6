package mounttab

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST037 reports passwords.
var FST037 = &rules.Rule{
	ID:       "FST037",
	Name:     "password",
	Severity: parsers.Warning,
	Formats:  edited,
	Since:    "0.1.0",
	Summary:  "An option holds a password.",
	Why: "Every user of the host may read fstab. Put user name and password into a file of its own that only root " +
		"may read, and name it with credentials=.",
	Source: "mount.cifs(8): credentials",
	Bad:    "-- etc/fstab --\n//server/share /mnt cifs username=backup,password=secret\n",
	Good:   "-- etc/fstab --\n//server/share /mnt cifs credentials=/etc/backup.cred\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		for _, o := range e.Options {
			if o.Secret() && o.Value != "" {
				p.Report(o.NameSpan(), fmt.Sprintf("the option %s holds a password, and every user may read this file", quoted(o.Name)),
					rules.Help("put it into a file with mode 0600, and name that with credentials="))
			}
		}
	}),
}
