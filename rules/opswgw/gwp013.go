package opswgw

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP013 reports what is neither true nor false.
var GWP013 = &rules.Rule{
	ID:       "GWP013",
	Name:     "truth-value",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "while the profile assumes the values, as the built-in one does"},
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "Root, Daemon or Watchdog is neither true nor false.",
	Why:      "The documents give these entries two values. What a gateway makes of another one is not known.",
	Source:   adminGuide,
	Bad:      "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Root=yes\n",
	Good:     "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Root=true\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		truth := known(p).Truth
		for _, name := range truth.Names {
			for e := range f.Active(name) {
				if v := strings.TrimSpace(e.Value); v != "true" && v != "false" {
					p.Report(e.Place, fmt.Sprintf("%s%s is %q, neither true nor false", opswgw.Prefix, name, e.Value), assumed(truth.Assumed, truth.Reason))
				}
			}
		}
	}),
}
