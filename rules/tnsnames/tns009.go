package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS009 reports descriptors that name no database.
var TNS009 = &rules.Rule{
	ID:       "TNS009",
	Name:     "missing-service",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "A descriptor names no database: it has neither SERVICE_NAME nor SID.",
	Why:      "The listener cannot tell which database is meant: ORA-12504. Descriptors for external procedures (extproc) and heterogeneous services (HS = OK) name none, and an ADDRESS without a DESCRIPTION is a name for an address only. Where a parenthesis is missing, or one is too many, TNS001 tells that alone.",
	Help:     "add (SERVICE_NAME=NAME); lsnrctl services, on the database's host, lists the names",
	Source:   local + ", Connection Data Section",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVER = DEDICATED)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: descriptions(func(p *rules.Pass, e tnsnames.Entry, d tnsnames.Param) {
		data := d.Child("CONNECT_DATA")
		switch {
		case !e.Balanced(), external(d, data):
		case !data.Valid():
			p.Report(d.NameSpan(), fmt.Sprintf("the descriptor of %s has no CONNECT_DATA, so it names no database", e.Alias()), rules.Help("add (CONNECT_DATA=(SERVICE_NAME=NAME))"))
		case !data.Child("SERVICE_NAME").Valid() && !data.Child("SID").Valid() && !data.Child("RDB_DATABASE").Valid():
			p.Report(data.NameSpan(), fmt.Sprintf("the CONNECT_DATA of %s has neither SERVICE_NAME nor SID", e.Alias()))
		}
	}),
}
