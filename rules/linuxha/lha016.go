package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA016 reports addresses that several applications have.
var LHA016 = &rules.Rule{
	ID:       "LHA016",
	Name:     "address-of-two-applications",
	Severity: parsers.Info,
	Formats:  []string{"appconf"},
	Since:    "0.1.0",
	Summary:  "Two appconf.xml files have the same address.",
	Why:      "An application has one or more unique IP addresses, which move between the nodes with it. Which elements hold them is not documented, so the profile names them.",
	Source:   faq,
	Bad:      "-- etc/cluster/db/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n-- etc/cluster/web/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n",
	Good:     "-- etc/cluster/db/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n-- etc/cluster/web/appconf.xml --\n<app><network ip=\"10.0.0.6\"/></app>\n",
	Check: rules.For(func(p *rules.Pass, a *linuxha.Appconf) {
		for _, own := range a.OwnAddresses(known(p)) {
			p.Export(own.Basis.Reason, own.Addr.String(), own.Span)
		}
	}),
	CheckSet: func(p *rules.SetPass) {
		first := make(map[string]rules.Export)
		for _, e := range p.Exports {
			before, there := first[e.Value]
			switch {
			case !there:
				first[e.Value] = e
			case before.Source != e.Source:
				p.Report(e, fmt.Sprintf("%s is an address of %s too", e.Value, before.Source.Name()), rules.SeeExport(before, "the first one"), because(e))
			}
		}
	},
}

// because marks a finding with the reason that an address was taken for one of
// an application, which is its export's key; "" is that the profile states it.
func because(e rules.Export) rules.Option {
	if e.Key == "" {
		return func(*rules.Finding) {}
	}
	return rules.Assumed(e.Key)
}
