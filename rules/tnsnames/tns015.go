package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS015 reports parameters that are one letter off.
var TNS015 = &rules.Rule{
	ID:       "TNS015",
	Name:     "misspelt-parameter",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "A parameter is likely misspelt: it differs by one letter from one that is legal there.",
	Why:      "Clients skip parameters that they do not know, so it says nothing. Names that differ by more are left alone: there are parameters that no document lists.",
	Source:   local + "; " + listening + "; Oracle Database Net Services Administrator's Guide, Configuring and Administering Oracle Net Listener",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICENAME = orcl)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Fix:      rules.Unsafe,
	Check: parameters(func(p *rules.Pass, level string, q tnsnames.Param) {
		if meant, ok := misspelt(level, q.Key()); ok {
			p.Report(q.NameSpan(), fmt.Sprintf("%s is no parameter of %s; is %s meant?", q.Name(), level, meant), renameFix(p, q, meant))
		}
	}),
}
