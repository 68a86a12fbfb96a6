package properties

import (
	"fmt"
	"strings"

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
		"Some libraries (Apache Commons Configuration) make a list of both. " +
		"A key is reported once, at the line that counts. Tags of templates, such as {% if %}, are no keys.",
	Source: "java.util.Properties.load(Reader), Java SE 17; measured with JDK 17",
	Bad:    "-- app.properties --\nport=8080\nhost=a\nport=8443\n",
	Good:   "-- app.properties --\nhost=a\nport=8443\n",
	Check: rules.For(func(p *rules.Pass, f *properties.File) {
		if p.Doc.Source().Format().ID != properties.Format.ID {
			return
		}
		lines := f.Lines()
		first := make(map[string]int32) // the place of each key's first line
		again := make(map[string][]properties.Line)
		for i, l := range lines {
			if l.Kind != properties.Pair {
				continue
			}
			key := f.Key(l)
			at, ok := first[key]
			if !ok {
				first[key] = int32(i)
				continue
			}
			if again[key] == nil {
				again[key] = append(again[key], lines[at])
			}
			again[key] = append(again[key], l)
		}
		for key, all := range again { // findings are put in order later
			if !template(key) {
				repeated(p, f, key, all)
			}
		}
	}),
}

// template reports whether what reads as a key starts a tag of a template
// (Jinja, Django, Handlebars), of which no key is left when the file is made.
func template(key string) bool {
	return strings.HasPrefix(key, "{%") || strings.HasPrefix(key, "{{") || strings.HasPrefix(key, "{#")
}

// shown is how many of the lines that do not count are pointed at.
const shown = 5

// repeated reports a key once, at the line that counts.
func repeated(p *rules.Pass, f *properties.File, key string, lines []properties.Line) {
	last := len(lines) - 1
	what := "the same value"
	for _, l := range lines[:last] {
		if f.Value(l) != f.Value(lines[last]) {
			what = "another value"
		}
	}
	times, help := "", "remove one of the two lines"
	if last > 1 {
		times, help = fmt.Sprintf("%d times ", last), "remove all of the lines but one"
		if what == "another value" {
			what = "other values"
		}
	}
	options := []rules.Option{rules.See(lines[0].Key(), "set here first"), rules.Help("%s", help)}
	for _, l := range lines[1:min(last, shown)] {
		options = append(options, rules.See(l.Key(), "set here, too"))
	}
	p.Report(lines[last].Key(), fmt.Sprintf("%q is set %sbefore, to %s; Java keeps this one", key, times, what), options...)
}
