package tnsnames

import (
	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS017 reports number signs that quotes do not protect.
var TNS017 = &rules.Rule{
	ID:       "TNS017",
	Name:     "hash-in-quotes",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where both drivers read the file all the same"},
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "A \"#\" stands in quotes.",
	Why:      "By Oracle's rules quotes protect it. Both of Oracle's drivers cut the line there all the same: node-oracledb then refuses the file, python-oracledb takes the next entry for a part of this one. It is an error where one of them does.",
	Source:   syntax + "; " + drivers,
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = \"orcl#1\")))\nTEST = //db2/test\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\nTEST = //db2/test\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		severity := parsers.Warning
		for i, at := range f.HashesInQuotes() {
			if i == 0 && f.Reading(tnsnames.NodeThin).Err != nil {
				severity = parsers.Error
			}
			p.Report(at, `a "#" in quotes, at which both of Oracle's drivers cut the line`, rules.At(severity))
		}
	}),
}
