package sascore

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR010 tells that the audit file system is to be unmounted for the upgrade.
var COR010 = &rules.Rule{
	ID:       "COR010",
	Name:     "audit-mounted",
	Severity: parsers.Info,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "The audit file system is mounted over NFS, so it is to be unmounted for the upgrade of a multimaster core.",
	Why: "The guide has it unmounted once all components are stopped; the installer mounts it again. A core is multimaster with " +
		"--multimaster, or where truth.vaultPwd has a value.",
	Source: upgradeGuide + ", Upgrading a Multimaster Mesh, step 5",
	Bad:    head + "truth.vaultPwd: secret\n-- etc/fstab --\nnfs1:/audit /var/opt/OPSWmnt/audit nfs\n",
	Good:   head + "truth.vaultPwd: secret\n-- etc/fstab --\n/dev/sdb1 /var/opt/OPSWmnt/audit ext3\n",
	Root:   true,
	Site:   true,
	Check: beforeMesh(func(p *rules.Pass, _ *answers, _ *respfile.Profile, c *Core) {
		for _, h := range c.hosts("ogfs") {
			for _, m := range c.ogfsMounts(h) {
				if m.entry == nil || m.what != "audit" {
					continue
				}
				if _, _, remote := split(m.entry.Source); remote {
					p.Report(parsers.Span{}, fmt.Sprintf("the audit file system is mounted over NFS; for the upgrade: umount %s", m.entry.Target), rules.In(m.table.Source(), m.entry.Span(mounttab.Target)),
						rules.Help("on this host, once all components are stopped; the installer mounts it again"))
				}
			}
		}
	}),
}

// ogfsMount is a mount of the OGFS in a table of a host.
type ogfsMount struct {
	what  string // "store" or "audit"
	table *mounttab.File
	entry *mounttab.Entry // nil where there is none for sure
}

// ogfsMounts are the mounts of the OGFS on a host, in both of the guide's tables.
func (c *Core) ogfsMounts(h *Host) []ogfsMount {
	var all []ogfsMount
	for _, d := range []mounttab.Dialect{mounttab.Fstab, mounttab.Mnttab} {
		if p := c.platform(h); p == Linux && d == mounttab.Mnttab || p == Solaris && d == mounttab.Fstab {
			continue
		}
		f, err := h.mountTable("/etc/"+string(d), d)
		if err != nil {
			continue
		}
		for _, what := range []string{"store", "audit"} {
			e, why := ogfs(f, what)
			if why != "" {
				e = nil
			}
			all = append(all, ogfsMount{what, f, e})
		}
	}
	return all
}
