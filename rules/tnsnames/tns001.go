package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS001 reports parentheses without a partner, at the entry that lacks them.
var TNS001 = &rules.Rule{
	ID:       tnsnames.UnbalancedRule,
	Name:     "unbalanced-parentheses",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where node-oracledb reads the file all the same"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "A parenthesis has no partner.",
	Why: "Where a \")\" is missing, node-oracledb refuses the whole file, and python-oracledb takes the entries behind it " +
		"for a part of this one, so that their names are not found. The first such finding of a tnsnames.ora tells the names. One too many is dropped by both, and other tools stop reading at it.",
	Help:   "each \"(\" needs its \")\" within its entry",
	Source: syntax + "; " + drivers,
	Bad:    "-- tnsnames.ora --\nORCL =\n  (DESCRIPTION =\n    (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))\n    (CONNECT_DATA = (SERVICE_NAME = orcl))\n\nTEST = //db2/test\n",
	Good:   "-- tnsnames.ora --\nORCL =\n  (DESCRIPTION =\n    (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))\n    (CONNECT_DATA = (SERVICE_NAME = orcl))\n  )\n\nTEST = //db2/test\n",
}
