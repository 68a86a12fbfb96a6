package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
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
	Why:      "Which tnsnames.ora a client reads depends on TNS_ADMIN and ORACLE_HOME, so with the same name it connects to one database here and to another there. Files of several hosts or homes are to be checked at once. With --root, what IFILE includes counts in its place.",
	Help:     "make both lead to the same database, or rename one",
	Source:   reference + ", Overview of Local Naming Parameters: where tnsnames.ora is looked for",
	Bad:      "-- a/tnsnames.ora --\nORCL = //db1/orcl\n-- b/tnsnames.ora --\norcl = //db2/orcl\n",
	Good:     "-- a/tnsnames.ora --\nORCL = //db1/orcl\n-- b/tnsnames.ora --\norcl = //DB1/orcl\n",
	CheckSet: func(p *rules.SetPass) {
		if len(p.Docs) < 2 {
			return
		}
		first := make(map[string]target) // by name
		parts := included(p)
		for f := range files(p) {
			if name, ok := within(p.Root, f.Source()); ok && parts[name] {
				continue // it counts where it is included
			}
			own := make(map[string]target) // of two entries of a file the last counts
			var order []string
			for d := range definitions(p.Root, f) {
				key := strings.ToUpper(d.Text)
				if _, ok := own[key]; !ok {
					order = append(order, key)
				}
				own[key] = target{rules.Export{Source: f.Source(), Span: d.at}, d}
			}
			for _, key := range order {
				here := own[key]
				before, ok := first[key]
				if !ok {
					first[key] = here
				} else if before.target() != here.target() {
					options := []rules.Option{rules.SeeExport(before.export(), "named here too")}
					if here.in != f.Source() {
						options = append(options, rules.SeeExport(here.export(), "the name"))
					}
					p.Report(here.at, fmt.Sprintf("%q leads elsewhere than in %s", key, before.at.Source.Name()), options...)
				}
			}
		}
	},
}

// target is where a name leads, and where that is in a file of the run.
type target struct {
	at rules.Export
	definition
}

// included are the names of the files that files of the run include.
func included(p *rules.SetPass) map[string]bool {
	names := make(map[string]bool)
	for f := range files(p) {
		for i := range inclusions(p.Root, f) {
			if i.file != nil {
				names[strings.TrimPrefix(i.file.Source().Name(), "/")] = true
			}
		}
	}
	return names
}
