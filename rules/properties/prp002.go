package properties

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rules"
)

// PRP002 reports keys that a later line overrides. Kinds that refine properties
// give repeated keys a meaning of their own.
var PRP002 = &rules.Rule{
	ID:       "PRP002",
	Name:     "repeated-key",
	Severity: parsers.Warning,
	Formats:  []string{"properties"},
	Since:    "0.1.0",
	Summary:  "A key is set twice.",
	Why: "Java keeps the last value and says nothing, so a change of the first line has no effect. " +
		"Some libraries (Apache Commons Configuration) make a list of both.",
	Source: "java.util.Properties.load(Reader), Java SE 17; measured with JDK 17",
	Bad:    "-- app.properties --\nport=8080\nhost=a\nport=8443\n",
	Good:   "-- app.properties --\nhost=a\nport=8443\n",
	Check: rules.For(func(p *rules.Pass, f *properties.File) {
		if p.Doc.Source().Format().ID != properties.Format.ID {
			return
		}
		last := make(map[string]properties.Line)
		for _, l := range f.Lines() {
			if l.Kind != properties.Pair {
				continue
			}
			key := f.Key(l)
			if before, ok := last[key]; ok {
				what := "another value"
				if f.Value(before) == f.Value(l) {
					what = "the same value"
				}
				p.Report(l.Key(), fmt.Sprintf("%q is set before, to %s; Java keeps this one", key, what),
					rules.See(before.Key(), "set here first"), rules.Help("remove one of the two lines"))
			}
			last[key] = l
		}
	}),
}
