package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS016 reports values that need quotes.
var TNS016 = &rules.Rule{
	ID:       "TNS016",
	Name:     "unquoted-value",
	Severity: parsers.Warning,
	Formats:  every,
	Since:    "0.1.0",
	Summary:  "A value holds blanks or reserved characters, and stands in no quotes.",
	Why:      "Oracle asks for quotes round values that hold blanks or one of ( ) = \\ \" ' #. Readers part here: node-oracledb drops blanks on continued lines.",
	Source:   syntax,
	Bad:      "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = my service)))\n",
	Good:     "-- tnsnames.ora --\nORCL = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = db1)(PORT = 1521))(CONNECT_DATA = (SERVICE_NAME = \"my service\")))\n",
	Fix:      rules.Unsafe,
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		for e := range f.Entries() {
			for q := range e.All() {
				if c, ok := q.NeedsQuotes(); ok {
					p.Report(q.Written(), fmt.Sprintf("the value of %s holds %s, and stands in no quotes", named(q), c), quoteFix(f, q))
				}
			}
		}
	}),
}
