package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS006 reports names that a later entry takes.
var TNS006 = &rules.Rule{
	ID:       "TNS006",
	Name:     "duplicate-name",
	Severity: parsers.Warning,
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "Two entries have one name.",
	Why: "Names are the same in any case. Both of Oracle's drivers keep the last entry and say nothing, so a change of the first one has no effect. With --root, what IFILE includes counts in its place. " +
		"For other clients no document tells which one counts.",
	Source: drivers + "; python-oracledb, tests/test_7200_tnsnames.py",
	Bad:    "-- tnsnames.ora --\norcl = //db1/orcl\nORCL = //db2/orcl\n",
	Good:   "-- tnsnames.ora --\nORCL = //db2/orcl\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		type place struct {
			in *parsers.Source
			at parsers.Span
		}
		last := make(map[string]place, f.Len())
		for d := range definitions(p.Root, f) {
			key := strings.ToUpper(d.Text)
			before, ok := last[key]
			last[key] = place{d.in, d.Span}
			switch own := f.Source(); {
			case !ok || d.in != own && before.in.Name() == d.in.Name(): // what is wrong in another file is reported there
				continue
			case d.in != own:
				p.Report(d.at, fmt.Sprintf("%q is named before; that of %s, the last one, counts", d.Text, d.in.Name()),
					rules.SeeExport(rules.Export{Source: before.in, Span: before.at}, "named here before"), rules.SeeExport(d.export(), "named here again"), rules.Help("remove one of the two entries"))
			case before.in != own:
				p.Report(d.at, fmt.Sprintf("%q is named before, in %s; this entry, the last one, counts", d.Text, before.in.Name()),
					rules.SeeExport(rules.Export{Source: before.in, Span: before.at}, "named here before"), rules.Help("remove one of the two entries"))
			default:
				p.Report(d.at, fmt.Sprintf("%q is named before; this entry, the last one, counts", d.Text),
					rules.See(before.at, "named here before"), rules.Help("remove one of the two entries"))
			}
		}
	}),
}
