package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST034 reports sources of NFS without a host.
var FST034 = &rules.Rule{
	ID:       "FST034",
	Name:     "nfs-source",
	Severity: parsers.Warning,
	Formats:  []string{fstab, vfstab},
	Since:    "0.1.0",
	Summary:  "The source of an NFS mount names no host.",
	Why:      "mount.nfs refuses it: a source is host:path.",
	Source:   "nfs(5); mount_nfs(1M)",
	Bad:      "-- etc/fstab --\n/export/home /home nfs defaults\n",
	Good:     "-- etc/fstab --\nserver:/export/home /home nfs defaults\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		if e.Type != "nfs" && e.Type != "nfs3" && e.Type != "nfs4" || e.Source == "/dev/nfs" { // the root of a diskless host
			return
		}
		if host, _, ok := strings.Cut(e.Source, ":"); !ok || host == "" {
			p.Report(e.Span(mounttab.Source), fmt.Sprintf("the NFS source %s names no host", quoted(e.Source)), rules.Help("write host:path"))
		}
	}),
}
