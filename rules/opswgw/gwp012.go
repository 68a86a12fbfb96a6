package opswgw

import (
	"fmt"
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP012 reports entries that make sense once.
var GWP012 = &rules.Rule{
	ID:       "GWP012",
	Name:     "repeated-entry",
	Severity: parsers.Warning,
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "An entry that has one value stands twice.",
	Why: "TunnelSrc and TunnelDst may repeat; a name, an address or a port may not. Which of the two counts is " +
		"not documented, so a change of one may have no effect.",
	Source: adminGuide,
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Realm=C43\nopswgw.Realm=C44\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Realm=C43\nopswgw.TunnelDst=2001\nopswgw.TunnelDst=127.0.0.1:2002\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		single := known(p).Single
		before := make(map[string]*opswgw.Entry)
		for e := range f.Entries() {
			if e.Commented || !slices.Contains(single.Names, e.Name) {
				continue
			}
			if b, ok := before[e.Name]; ok {
				p.Report(e.Place, fmt.Sprintf("%s%s stands a second time, with %q", opswgw.Prefix, e.Name, e.Value),
					rules.See(b.Place, "the first time"), rules.Help("remove one of the two"), assumed(single.Assumed, single.Reason))
			}
			before[e.Name] = e
		}
	}),
}
