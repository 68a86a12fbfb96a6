package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP001 reports entries that every gateway has.
var GWP001 = &rules.Rule{
	ID:       "GWP001",
	Name:     "missing-entry",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "while the profile assumes that it is required, as the built-in one does"},
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "An entry that every gateway has is missing.",
	Why:      "A gateway has a name that is unique in its mesh and runs in a named realm; it does not start without.",
	Source:   adminGuide,
	Bad:      "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Gateway=agw0-C43\n",
	Good:     "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Gateway=agw0-C43\nopswgw.Realm=C43\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		required := known(p).Required
		for _, name := range required.Names {
			if f.Get(name) == nil {
				p.Report(parsers.Span{}, fmt.Sprintf("%s%s is missing", opswgw.Prefix, name), assumed(required.Assumed, required.Reason))
			}
		}
	}),
}
