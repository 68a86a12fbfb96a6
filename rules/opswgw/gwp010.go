package opswgw

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP010 reports levels that there are not.
var GWP010 = &rules.Rule{
	ID:       "GWP010",
	Name:     "level-range",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "while the profile assumes the range, as the built-in one does"},
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "The level of the gateway is none of the eight.",
	Why:      "A gateway routes by levels 0 to 7, and all gateways of a realm have the same.",
	Source:   adminGuide,
	Bad:      "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Level=8\n",
	Good:     "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Level=7\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		level := known(p).Level
		for e := range f.Active("Level") {
			if why := level.Fault(opswgw.Field{Text: strings.TrimSpace(e.Value)}); why != "" {
				p.Report(e.Place, fmt.Sprintf("the level %q %s", e.Value, why), assumed(level.Assumed, level.Reason))
			}
		}
	}),
}
