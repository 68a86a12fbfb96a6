package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS010 reports addresses of IPC without a key.
var TNS010 = &rules.Rule{
	ID:       "TNS010",
	Name:     "missing-key",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "listener"},
	Since:    "0.1.0",
	Summary:  "An address of protocol IPC has no KEY.",
	Why:      "The key tells which listener of the host is meant: it is the same in listener.ora.",
	Help:     "add (KEY=NAME), as the listener.ora of this host has it",
	Source:   reference + ", Protocol Address Configuration",
	Bad:      "-- tnsnames.ora --\nEXTPROC_CONNECTION_DATA = (DESCRIPTION = (ADDRESS = (PROTOCOL = IPC))(CONNECT_DATA = (SID = PLSExtProc)(PRESENTATION = RO)))\n",
	Good:     "-- tnsnames.ora --\nEXTPROC_CONNECTION_DATA = (DESCRIPTION = (ADDRESS = (PROTOCOL = IPC)(KEY = EXTPROC0))(CONNECT_DATA = (SID = PLSExtProc)(PRESENTATION = RO)))\n",
	Check: addresses(func(p *rules.Pass, e tnsnames.Entry, a tnsnames.Param, protocol string) {
		if protocol == "IPC" && !a.Child("KEY").Valid() {
			p.Report(a.NameSpan(), fmt.Sprintf("an address of %s, of protocol IPC, has no KEY", e.Alias()))
		}
	}),
}
