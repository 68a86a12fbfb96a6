package tnsnames

import (
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS014 reports parameters that say nothing where they stand.
var TNS014 = &rules.Rule{
	ID:       "TNS014",
	Name:     "misplaced-parameter",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "A parameter stands at a level where it is ignored.",
	Why:      "Clients look for a parameter where the reference puts it. FAILOVER or SECURITY inside CONNECT_DATA says nothing, and so does what it was to switch on.",
	Source:   local + "; " + listening + "; Oracle Database Net Services Administrator's Guide, Configuring and Administering Oracle Net Listener",
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (FAILOVER = on)(SERVICE_NAME = orcl)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(FAILOVER = on)(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Check: parameters(func(p *rules.Pass, level string, q tnsnames.Param) {
		right := levels()[q.Key()]
		if len(right) == 0 || slices.Contains(right, level) {
			return
		}
		p.Report(q.NameSpan(), fmt.Sprintf("%s is ignored in %s; its place is %s", q.Key(), level, strings.Join(right, " or ")))
	}),
}

// parameters checks each named parameter in a list whose parameters are known.
func parameters(check func(p *rules.Pass, level string, q tnsnames.Param)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *tnsnames.File) {
		for list, q := range f.Params() {
			if level := list.Key(); level != "" && legal[level] != nil {
				check(p, level, q)
			}
		}
	})
}
