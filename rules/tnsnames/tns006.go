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
	Why: "Names are the same in any case. Both of Oracle's drivers keep the last entry and say nothing, so a change of the first one has no effect. " +
		"For other clients no document tells which one counts.",
	Source: drivers + "; python-oracledb, tests/test_7200_tnsnames.py",
	Bad:    "-- tnsnames.ora --\norcl = //db1/orcl\nORCL = //db2/orcl\n",
	Good:   "-- tnsnames.ora --\nORCL = //db2/orcl\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		last := make(map[string]parsers.Span, f.Len())
		for _, a := range f.Names() {
			key := strings.ToUpper(a.Text)
			if before, ok := last[key]; ok {
				p.Report(a.Span, fmt.Sprintf("%q is named before; this entry, the last one, counts", a.Text),
					rules.See(before, "named here before"), rules.Help("remove one of the two entries"))
			}
			last[key] = a.Span
		}
	}),
}
