package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS003 reports entries that do not begin in column 1.
var TNS003 = &rules.Rule{
	ID:       tnsnames.IndentRule,
	Name:     "indented-entry",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where node-oracledb reads the file all the same"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "An entry does not begin in column 1.",
	Why:      "By Oracle's rules it continues the entry before it. node-oracledb refuses the file, unless it is the first entry; python-oracledb finds the name.",
	Help:     "remove the white space before it",
	Source:   syntax + "; " + drivers,
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n TEST = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db2)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = test)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\nTEST = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db2)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = test)))\n",
}
