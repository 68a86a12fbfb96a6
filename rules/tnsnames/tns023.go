package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS023 reports names that several files define differently.
var TNS023 = &rules.Rule{
	ID:       "TNS023",
	Name:     "different-targets",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "A name leads to different databases, depending on the file.",
	Why:      "Which tnsnames.ora a client reads depends on TNS_ADMIN and ORACLE_HOME, so with the same name it connects to one database here and to another there. Files of several hosts or homes are to be checked at once.",
	Source:   reference + ", Overview of Local Naming Parameters: where tnsnames.ora is looked for",
	Bad:      "-- a/tnsnames.ora --\nORCL = //db1/orcl\n-- b/tnsnames.ora --\norcl = //db2/orcl\n",
	Good:     "-- a/tnsnames.ora --\nORCL = //db1/orcl\n-- b/tnsnames.ora --\norcl = //DB1/orcl\n",
	CheckSet: func(p *rules.SetPass) {
		first := make(map[string]rules.Export)
		for _, e := range p.Exports {
			before, ok := first[e.Key]
			if !ok {
				first[e.Key] = e
				continue
			}
			if before.Value != e.Value {
				p.Report(e, fmt.Sprintf("%q leads elsewhere than in %s", e.Key, before.Source.Name()), rules.SeeExport(before, "named here too"))
			}
		}
	},
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		last := make(map[string]rules.Export)
		var order []string
		for e := range f.Entries() {
			if e.Include() {
				continue
			}
			target := e.Target()
			for _, a := range e.Aliases() {
				key := strings.ToUpper(a.Text)
				if _, ok := last[key]; !ok {
					order = append(order, key)
				}
				last[key] = rules.Export{Value: target, Span: a.Span}
			}
		}
		for _, key := range order {
			p.Export(key, last[key].Value, last[key].Span)
		}
	}),
}
