package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS005 reports quotes that are not closed.
var TNS005 = &rules.Rule{
	ID:       tnsnames.QuoteRule,
	Name:     "unclosed-quote",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where node-oracledb reads the file all the same"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "A quote is not closed.",
	Why: "node-oracledb takes all that follows in the entry for the value, and then refuses the file. " +
		"A quote that belongs to the value goes between quotes of the other kind.",
	Help:   "put the second quote where the value ends",
	Source: syntax + "; " + drivers,
	Bad:    "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = \"orcl)))\n",
	Good:   "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = \"orcl\")))\n",
}
