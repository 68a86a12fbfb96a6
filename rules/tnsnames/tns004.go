package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS004 reports what is no entry: a part of one is missing, or is too much.
var TNS004 = &rules.Rule{
	ID:       tnsnames.MalformedRule,
	Name:     "malformed-entry",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where node-oracledb reads the file all the same"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "An entry or parameter is not of the form NAME = value.",
	Why: "Readers part here: node-oracledb refuses the file or makes a name of the text, python-oracledb drops the line, or takes the next entry for the value. " +
		"A comment begins with \"#\", not with \";\".",
	Help:   "an entry is NAME = (DESCRIPTION = …)",
	Source: syntax + "; " + drivers,
	Bad:    "-- tnsnames.ora --\nORCL\n  (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\nTEST =\nPROD = //db2/prod\n",
	Good:   "-- tnsnames.ora --\nORCL =\n  (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\nTEST = //db1/test\nPROD = //db2/prod\n",
}
