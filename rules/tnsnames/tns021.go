package tnsnames

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS021 reports profiles that leave tnsnames.ora out.
var TNS021 = &rules.Rule{
	ID:       "TNS021",
	Name:     "no-tnsnames-method",
	Severity: parsers.Warning,
	Formats:  []string{"sqlnet"},
	Since:    "0.1.0",
	Summary:  "NAMES.DIRECTORY_PATH does not list TNSNAMES.",
	Why:      "Clients then do not look names up in tnsnames.ora: ORA-12154 for names that are in it. It is right where names come from a directory or are Easy Connect strings only.",
	Source:   reference + ", NAMES.DIRECTORY_PATH",
	Bad:      "-- sqlnet.ora --\nNAMES.DIRECTORY_PATH = (LDAP, EZCONNECT)\n",
	Good:     "-- sqlnet.ora --\nNAMES.DIRECTORY_PATH = (TNSNAMES, EZCONNECT)\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		e, ok := f.Entry("NAMES.DIRECTORY_PATH")
		if !ok {
			return
		}
		methods := []string{e.Text()}
		for q := range e.All() {
			methods = append(methods, q.Text())
		}
		if !strings.Contains(strings.ToUpper(strings.Join(methods, ",")), "TNSNAMES") {
			p.Report(e.NameSpan(), "NAMES.DIRECTORY_PATH does not list TNSNAMES, so names in tnsnames.ora are not found")
		}
	}),
}
