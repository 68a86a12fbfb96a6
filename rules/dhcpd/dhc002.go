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
	Summary:  "The dhcpd.conf of an OS Provisioning Boot Server does not make the server authoritative.",
	Why: "WinPE-based Windows OS Provisioning on an upgraded core needs the keyword authoritative. The fix takes the comment sign of \"#authoritative;\" away, or " +
		"the \"not\" before it, or adds the line where there is none; the server is to be restarted then: /etc/init.d/opsware-sas restart dhcpd. It is told for " +
		managed + " only, and is nothing to do where Windows is not provisioned so.",
	Source: "Opsware SAS 6.61 Upgrade Guide, Configuration and Customizations; dhcpd.conf(5), the authoritative statement",
	Bad:    "-- etc/opt/opsware/dhcpd/dhcpd.conf --\n#authoritative ; # for WinPE\ndefault-lease-time 600;\n",
	Good:   "-- etc/opt/opsware/dhcpd/dhcpd.conf --\nauthoritative ; # for WinPE\ndefault-lease-time 600;\n",
	Fix:    rules.Unsafe,
	Check: rules.For(func(p *rules.Pass, f *dhcpd.File) {
		is, not := f.Last("authoritative"), f.Last("not", "authoritative")
		commented := f.CommentedOut("authoritative")
		const why = "WinPE-based provisioning needs it"
		report := func(at parsers.Span, message string, edits []parsers.Edit, err error) {
			if err != nil {
				edits = nil
			}
			p.Report(at, message+", and WinPE-based Windows OS Provisioning needs it", rules.Mend(edits),
				rules.Help("have the line authoritative; and then run: /etc/init.d/opsware-sas restart dhcpd"))
		}
		switch {
		case !strings.HasSuffix(path.Join("/", p.Dir(), "dhcpd.conf"), managed):
		case not != nil && (is == nil || is.Span.Start < not.Span.Start): // the last one counts
			edits, err := f.Affirm(not, why)
			report(not.Span, "the server is said not to be authoritative", edits, err)
		case is != nil || f.Inside("authoritative"):
		case len(commented) > 0:
			edits, err := f.Uncomment(commented[0], why)
			report(commented[0], "authoritative is commented out", edits, err)
		case f.Has("include"): // it may be there
		default:
			edits, err := f.Prepend("authoritative;", why)
			report(parsers.Span{}, "authoritative is missing", edits, err)
		}
	}),
}
