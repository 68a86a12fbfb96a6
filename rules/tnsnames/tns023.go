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
		type target struct {
			rules.Export
			entry tnsnames.Entry
		}
		first := make(map[string]target) // by name
		if len(p.Docs) < 2 {
			return
		}
		for f := range files(p) {
			own := make(map[string]target) // of two entries of a file the last counts
			var order []string
			for e, a := range f.Names() {
				key := strings.ToUpper(a.Text)
				if _, ok := own[key]; !ok {
					order = append(order, key)
				}
				own[key] = target{rules.Export{Source: f.Source(), Span: a.Span}, e}
			}
			for _, key := range order {
				here := own[key]
				before, ok := first[key]
				if !ok {
					first[key] = here
				} else if before.entry.Target() != here.entry.Target() {
					p.Report(here.Export, fmt.Sprintf("%q leads elsewhere than in %s", key, before.Source.Name()), rules.SeeExport(before.Export, "named here too"))
				}
			}
		}
	},
}
