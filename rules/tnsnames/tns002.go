package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS002 reports continuations in column 1. The parser reports words there;
// parentheses are read by all, and are worth knowing once a file.
var TNS002 = &rules.Rule{
	ID:       tnsnames.ColumnRule,
	Name:     "continuation-in-column-1",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where node-oracledb reads the file all the same", parsers.Info: "for a parenthesis, which both drivers take"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "An entry goes on in column 1.",
	Why: "By Oracle's rules a line that continues an entry begins with a blank; a word in column 1 begins a new entry, and " +
		"node-oracledb refuses the file. A parenthesis in column 1 continues the entry for both drivers, though the rules do not say so: this is worth knowing only.",
	Help:   "put a blank before it",
	Source: syntax + "; " + drivers,
	Bad:    "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT =\n1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Good:   "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT =\n 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		if at := f.ParenthesesInColumn1(); len(at) > 0 {
			p.Report(at[0], fmt.Sprintf("parentheses in column 1 continue entries, %d in this file; both drivers take them so, but Oracle asks for a blank before them", len(at)),
				rules.At(parsers.Info))
		}
	}),
}
