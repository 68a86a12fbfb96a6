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
	Milder:   map[parsers.Severity]string{parsers.Info: "where both entries say the same"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "Two entries have one name.",
	Why: "Names are the same in any case. Both of Oracle's drivers keep the last entry and say nothing, so a change of the first one has no effect. Where both entries say the same, that is worth knowing only. With --root, what IFILE includes counts in its place. " +
		"For other clients no document tells which one counts.",
	Source: drivers + "; python-oracledb, tests/test_7200_tnsnames.py",
	Bad:    "-- tnsnames.ora --\norcl = //db1/orcl\nORCL = //db2/orcl\n",
	Good:   "-- tnsnames.ora --\nORCL = //db2/orcl\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		last := make(map[string]definition, f.Likely())
		for d := range definitions(p.Root, f) {
			key := strings.ToUpper(d.Text)
			before, ok := last[key]
			last[key] = d
			if !ok || d.in != f.Source() && before.in.Name() == d.in.Name() { // what is wrong in another file is reported there
				continue
			}
			again(p, f.Source(), before, d)
		}
	}),
}

// again reports a name that is defined before.
func again(p *rules.Pass, own *parsers.Source, before, d definition) {
	counts, severity := "this entry, the last one, counts", parsers.Warning
	place := ""
	options := []rules.Option{rules.SeeExport(before.export(), "named here before"), rules.Help("remove one of the two entries")}
	switch {
	case d.in != own:
		counts = fmt.Sprintf("that of %s, the last one, counts", d.in.Name())
		options = append(options, rules.SeeExport(d.export(), "named here again"))
	case before.in != own:
		place = ", in " + before.in.Name()
	}
	if before.target() == d.target() {
		counts, severity = "both entries are the same", parsers.Info
	}
	p.Report(d.at, fmt.Sprintf("%q is named before%s; %s", d.Text, place, counts), append(options, rules.At(severity))...)
}
