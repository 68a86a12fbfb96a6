package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS008 reports addresses over TCP without a port.
var TNS008 = &rules.Rule{
	ID:       "TNS008",
	Name:     "missing-port",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "An address over TCP has no PORT.",
	Why:      "Oracle asks for it. Clients that take 1521 for it, and those that refuse the address, do not read the file alike.",
	Help:     "add (PORT=1521), or the port that the listener has",
	Source:   reference + ", Protocol Address Configuration",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: addresses(func(p *rules.Pass, e tnsnames.Entry, a tnsnames.Param, protocol string) {
		if overTCP(protocol) && !a.Child("PORT").Valid() {
			p.Report(a.NameSpan(), fmt.Sprintf("an address of %s has no PORT", e.Alias()))
		}
	}),
}
