package sascore

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR007 tells the locales of the host of the OGFS.
var COR007 = &rules.Rule{
	ID:       "COR007",
	Name:     "ogfs-locales",
	Severity: parsers.Info,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "Data of managed servers shows rightly in the locales that the host of the Global File System has.",
	Why: "The guide requires there the locales of all managed servers, and which those are no file tells. So this lists what is " +
		"installed, for a person to compare. Name the host with --component ogfs=NAME.",
	Source: upgradeGuide + ", Preparation for All Upgrades",
	Bad:    head + "hub.ip: 10.0.0.1\n-- etc/fstab --\nnfs1:/store /var/opt/OPSWmnt/store nfs\n-- usr/lib/locale/ja_JP.utf8/LC_CTYPE --\nx\n",
	Good:   head + "hub.ip: 10.0.0.1\n-- etc/fstab --\nnfs1:/home /home nfs\n-- usr/lib/locale/ja_JP.utf8/LC_CTYPE --\nx\n",
	Root:   true,
	Site:   true,
	Check: before(func(p *rules.Pass, _ *respfile.File, facts *respfile.Profile, c *Core) {
		for _, h := range c.ogfsHosts(facts) {
			there, err := h.locales()
			message := fmt.Sprintf("the OGFS host %s has the locales %s", h.title(), strings.Join(there, ", "))
			if len(there) == 0 {
				message = fmt.Sprintf("the locales of the OGFS host %s were not seen: %v", h.title(), err)
			}
			p.Report(parsers.Span{}, message, rules.Help("those of all managed servers are to be there; install the ones that are missing"))
		}
	}),
}

// ogfsHosts are those that were named for the OGFS, or else mount it.
func (c *Core) ogfsHosts(facts *respfile.Profile) []*Host {
	var all []*Host
	for _, h := range c.hosts("ogfs") {
		mounts := false
		for _, m := range c.ogfsMounts(h) {
			mounts = mounts || m.entry != nil
		}
		if mounts || c.is(h, facts.Server("ogfs")) {
			all = append(all, h)
		}
	}
	return all
}
