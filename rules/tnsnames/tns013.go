package tnsnames

import (
	"fmt"
	"strconv"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS013 reports ports that are none.
var TNS013 = &rules.Rule{
	ID:       "TNS013",
	Name:     "port-range",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "A port is no number from 1 to 65535.",
	Why:      "No client can connect to it.",
	Source:   reference + ", Protocol Address Configuration",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 15211521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: both(easyConnects(func(p *rules.Pass, e tnsnames.Entry, c tnsnames.EasyConnect) {
		for _, h := range c.Hosts {
			if h.Port.Given() && !isPort(h.Port.Text) {
				p.Report(h.Port.Span, fmt.Sprintf("the port %q of %s is no number from 1 to 65535", h.Port.Text, e.Alias()))
			}
		}
	}), addresses(func(p *rules.Pass, e tnsnames.Entry, a tnsnames.Param, protocol string) {
		for port := range a.Named("PORT") {
			if port.Atom() && !isPort(port.Text()) {
				p.Report(port.ValueSpan(), fmt.Sprintf("the port %q of %s is no number from 1 to 65535", port.Text(), e.Alias()))
			}
		}
	})),
}

func isPort(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 1 && n <= 65535
}
