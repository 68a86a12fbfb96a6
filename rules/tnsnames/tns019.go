package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS019 reports descriptors over Oracle's limit.
var TNS019 = &rules.Rule{
	ID:       "TNS019",
	Name:     "long-descriptor",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where node-oracledb reads the file all the same"},
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "A connect descriptor is longer than 4 KB.",
	Why:      "Oracle allows 4096 bytes. It is an error where node-oracledb refuses the file for it, which counts the bytes without white space on continued lines.",
	Help:     "take away addresses that are not needed",
	Source:   syntax + "; " + drivers,
	Bad:      "A tnsnames.ora with an entry of 200 addresses, 10 KB without white space.",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = orcl)))\n",
	Made: func() (string, []byte) {
		address := "\n  (ADDRESS = (PROTOCOL = TCP)(HOST = db1.example.com)(PORT = 1521))"
		return "tnsnames.ora", []byte("ORCL = (DESCRIPTION = " + strings.Repeat(address, 200) + "\n  (CONNECT_DATA = (SERVICE_NAME = orcl)))\n")
	},
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		severity := parsers.Severity(0)
		for e := range f.Entries() {
			if e.Span().Len() <= maxDescriptor {
				continue
			}
			n := e.Length()
			if n <= maxDescriptor {
				continue
			}
			if severity == 0 {
				severity = parsers.Warning
				if f.Reading(tnsnames.NodeThin).Err != nil {
					severity = parsers.Error
				}
			}
			p.Report(e.NameSpan(), fmt.Sprintf("the descriptor of %s has %d bytes; Oracle allows %d", e.Alias(), n, maxDescriptor), rules.At(severity))
		}
	}),
}

// maxDescriptor is in bytes.
const maxDescriptor = 4096
