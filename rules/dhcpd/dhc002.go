package dhcpd

import (
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/dhcpd"
	"cfgtool/rules"
)

// managed is the file that the guide is about.
const managed = "/etc/opt/opsware/dhcpd/dhcpd.conf"

// DHC002 reports that the server of a Boot Server is not authoritative.
var DHC002 = &rules.Rule{
	ID:       "DHC002",
	Name:     "not-authoritative",
	Severity: parsers.Info,
	Formats:  []string{dhcpd.Format.ID},
	Since:    "0.1.0",
	Summary:  "The keyword authoritative is commented out in the dhcpd.conf of an OS Provisioning Boot Server.",
	Why: "WinPE-based Windows OS Provisioning on an upgraded core needs it. The fix takes the comment sign of a line that is " +
		"\"#authoritative;\" away; the server is to be restarted then: /etc/init.d/opsware-sas restart dhcpd. It is told for " +
		managed + " only, and is nothing to do where Windows is not provisioned so.",
	Source: "Opsware SAS 6.61 Upgrade Guide, Configuration and Customizations",
	Bad:    "-- etc/opt/opsware/dhcpd/dhcpd.conf --\n#authoritative;\ndefault-lease-time 600;\n",
	Good:   "-- etc/opt/opsware/dhcpd/dhcpd.conf --\nauthoritative;\ndefault-lease-time 600;\n",
	Fix:    rules.Unsafe,
	Check: rules.For(func(p *rules.Pass, f *dhcpd.File) {
		if !strings.HasSuffix(path.Join("/", p.Dir(), "dhcpd.conf"), managed) || f.Has("authoritative") {
			return
		}
		for _, comment := range f.CommentedOut("authoritative;") {
			edits, err := f.Uncomment(comment, "WinPE-based provisioning needs it")
			if err != nil {
				continue
			}
			p.Report(comment, "authoritative is commented out, and WinPE-based Windows OS Provisioning needs it",
				rules.Help("after the change: /etc/init.d/opsware-sas restart dhcpd"), rules.Mend(edits))
			return
		}
	}),
}
