package tnsnames

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS026 reports settings of Easy Connect strings that nothing lists.
var TNS026 = &rules.Rule{
	ID:       "TNS026",
	Name:     "easy-connect-parameter",
	Severity: parsers.Info,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "An Easy Connect string sets a parameter that is not known.",
	Why:      "The drivers skip names that they do not know behind \"?\", so it says nothing. There are clients with names of their own: this is worth knowing only.",
	Source:   easySource,
	Bad:      "-- tnsnames.ora --\nORCL = tcps://db1:2484/orcl?retrycount=3\n",
	Good:     "-- tnsnames.ora --\nORCL = tcps://db1:2484/orcl?retry_count=3\n",
	Fix:      rules.Unsafe,
	Check: easyConnects(func(p *rules.Pass, e tnsnames.Entry, c tnsnames.EasyConnect) {
		for _, s := range c.Settings {
			name := s.Name
			switch {
			case name.Text == "":
				p.Report(s.Name.Span, fmt.Sprintf("no name stands here, behind the service of %s", e.Alias()))
			case !s.Value.Given():
				p.Report(name.Span, fmt.Sprintf("%s has no value", name.Text))
			case knownEasy(name.Text):
			default:
				message := fmt.Sprintf("%s is no known parameter of Easy Connect strings", name.Text)
				if meant, ok := meantEasy(name.Text); ok {
					p.Report(name.Span, message+"; is "+meant+" meant?", rules.Mend([]parsers.Edit{{Span: name.Span, New: []byte(meant), Why: "TNS026 easy-connect-parameter"}}))
					continue
				}
				p.Report(name.Span, message)
			}
		}
	}),
}
