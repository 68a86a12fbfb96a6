package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS012 reports databases that are named twice.
var TNS012 = &rules.Rule{
	ID:       "TNS012",
	Name:     "service-and-sid",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "A CONNECT_DATA has both SERVICE_NAME and SID.",
	Why:      "They are two ways to name a database, of which a client takes one. Where they name different ones, it depends on the client where a connection leads.",
	Source:   local + ", Connection Data Section",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SID = ORCL)(SERVICE_NAME = orcl)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: descriptions(func(p *rules.Pass, e tnsnames.Entry, d tnsnames.Param) {
		for data := range d.Named("CONNECT_DATA") {
			sid, service := data.Child("SID"), data.Child("SERVICE_NAME")
			if sid.Valid() && service.Valid() {
				p.Report(sid.NameSpan(), fmt.Sprintf("%s has both SID and SERVICE_NAME", e.Alias()),
					rules.See(service.NameSpan(), "the other one"), rules.Help("keep SERVICE_NAME, unless the database is older than 8i"))
			}
		}
	}),
}
