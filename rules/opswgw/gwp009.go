package opswgw

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rules"
)

// GWP009 reports a gateway in the directory of another.
var GWP009 = &rules.Rule{
	ID:       "GWP009",
	Name:     "gateway-directory",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the name of the directory is none of those that the guide lists"},
	Formats:  []string{opswgw.Format.ID},
	Since:    "0.1.0",
	Summary:  "The name of the gateway is not that of its directory.",
	Why: "The directory of a core or agent gateway is named after it. Another name in its file means that the file " +
		"was copied from another gateway, and a name that is taken already disturbs the mesh.",
	Source: upgradeGuide + ", table 3-1; SA 10.60 Administration Guide, Gateway Monitoring",
	Bad:    "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Gateway=agw0-C44\n",
	Good:   "-- etc/opt/opsware/opswgw-agw0-C43/opswgw.properties --\nopswgw.Gateway=agw0-C43\n",
	Check: rules.For(func(p *rules.Pass, f *opswgw.File) {
		name, ok := strings.CutPrefix(f.Directory(), "opswgw-")
		e := f.Get("Gateway")
		if !ok || e == nil || name == "lb" || strings.EqualFold(strings.TrimSpace(e.Value), name) {
			return
		}
		option := rules.At(parsers.Info)
		if f.Gateway().Named {
			option = rules.At(parsers.Warning)
		}
		p.Report(e.Place, fmt.Sprintf("the gateway is %q, but its directory is %q", e.Value, f.Directory()), option,
			rules.Help("write %s, or move the file to opswgw-%s", strings.TrimPrefix(f.Directory(), "opswgw-"), e.Value),
			rules.Assumed("the directory is named opswgw- and the gateway"))
	}),
}
