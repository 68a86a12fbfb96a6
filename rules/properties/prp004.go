package properties

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rules"
)

// PRP004 reports values that end in white space.
var PRP004 = &rules.Rule{
	ID:       "PRP004",
	Name:     "trailing-white-space",
	Severity: parsers.Info,
	Formats:  []string{"properties"},
	Since:    "0.1.0",
	Summary:  "A value ends in white space.",
	Why: "White space at the end of a line belongs to the value, and nobody sees it: a host name or a path " +
		"that ends in a blank is not found.",
	Source: "java.util.Properties.load(Reader), Java SE 17",
	Bad:    "-- app.properties --\nhost=db1 \n",
	Good:   "-- app.properties --\nhost=db1\n",
	Fix:    rules.Unsafe,
	Check: rules.For(func(p *rules.Pass, f *properties.File) {
		for _, l := range f.Lines() {
			if l.Kind != properties.Pair {
				continue
			}
			written := string(f.Source().Slice(l.Value()))
			rest := strings.TrimRight(written, " \t\f")
			if n := len(written) - len(rest); n > 0 && rest != "" && !strings.HasSuffix(rest, `\`) {
				end := parsers.Span{Start: l.Value().End - n, End: l.Value().End}
				p.Report(end, fmt.Sprintf("the value of %q ends in white space, which belongs to it", f.Key(l)),
					rules.Mend([]parsers.Edit{{Span: end, Why: "PRP004 trailing-white-space: it goes"}}))
			}
		}
	}),
}
