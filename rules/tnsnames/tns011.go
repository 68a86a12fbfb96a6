package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS011 reports addresses of BEQ without a program.
var TNS011 = &rules.Rule{
	ID:       "TNS011",
	Name:     "missing-program",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "An address of protocol BEQ has no PROGRAM.",
	Why:      "A bequeath connection starts the server's program, and needs its name.",
	Help:     "add (PROGRAM=oracle)",
	Source:   reference + ", Protocol Address Configuration",
	Bad:      "-- tnsnames.ora --\nLOCAL = (DESCRIPTION = (ADDRESS = (PROTOCOL = BEQ)(ARGV0 = oracleORCL)(ARGS = '(DESCRIPTION=(LOCAL=YES)(ADDRESS=(PROTOCOL=BEQ)))'))(CONNECT_DATA = (SID = ORCL)))\n",
	Good:     "-- tnsnames.ora --\nLOCAL = (DESCRIPTION = (ADDRESS = (PROTOCOL = BEQ)(PROGRAM = oracle)(ARGV0 = oracleORCL)(ARGS = '(DESCRIPTION=(LOCAL=YES)(ADDRESS=(PROTOCOL=BEQ)))'))(CONNECT_DATA = (SID = ORCL)))\n",
	Check: addresses(func(p *rules.Pass, e tnsnames.Entry, a tnsnames.Param, protocol string) {
		if (protocol == "BEQ" || protocol == "BEQUEATH") && !a.Child("PROGRAM").Valid() {
			p.Report(a.NameSpan(), fmt.Sprintf("an address of %s, of protocol BEQ, has no PROGRAM", e.Alias()))
		}
	}),
}
