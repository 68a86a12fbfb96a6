package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS007 reports addresses over TCP without a host.
var TNS007 = &rules.Rule{
	ID:       "TNS007",
	Name:     "missing-host",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "An address over TCP, or an Easy Connect string, has no host.",
	Why:      "No client can connect to it: ORA-12533, illegal ADDRESS parameters.",
	Help:     "add (HOST=NAME) with the name or address of the database's host",
	Source:   reference + ", Protocol Address Configuration",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: both(easyConnects(func(p *rules.Pass, e tnsnames.Entry, c tnsnames.EasyConnect) {
		for _, h := range c.Hosts {
			if h.Name.Text == "" {
				p.Report(h.Name.Span, fmt.Sprintf("the Easy Connect string of %s lacks a host", e.Alias()), rules.Help("write host:port/service"))
			}
		}
	}), addresses(func(p *rules.Pass, e tnsnames.Entry, a tnsnames.Param, protocol string) {
		if overTCP(protocol) && !a.Child("HOST").Valid() {
			p.Report(a.NameSpan(), fmt.Sprintf("an address of %s has no HOST", e.Alias()))
		}
	})),
}
