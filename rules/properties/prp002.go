package properties

import (
	"bytes"
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
		first := make(map[string]int32)   // the place of each key's first line
		again := make(map[string][]int32) // those of all its lines, where there are several
		for i, l := range lines {
			if l.Kind != properties.Pair {
				continue
			}
			key := javaKey(f, l)
			at, ok := first[key]
			if !ok {
				first[key] = int32(i)
				continue
			}
			if again[key] == nil {
				again[key] = append(again[key], at)
			}
			again[key] = append(again[key], int32(i))
		}
		for key, all := range again { // findings are put in order later
			if !template(key) {
				repeated(p, f, key, all)
			}
		}
	}),
}

// javaKey is a key as Java reads it: a byte order mark before the first one is a part of it,
// and is all of it where a blank follows.
func javaKey(f *properties.File, l properties.Line) string {
	mark := f.Source().Mark()
	switch between := f.Source().Slice(parsers.Span{Start: mark.End, End: l.Key().Start}); {
	case mark.Empty() || f.Source().Charset() != parsers.UTF8 || len(bytes.Trim(between, " \t\f")) > 0:
		return f.Key(l)
	case len(between) > 0:
		return "\uFEFF"
	}
	return "\uFEFF" + f.Key(l)
}

// template reports whether what reads as a key starts a tag of a template
// (Jinja, Django, Handlebars), of which no key is left when the file is made.
func template(key string) bool {
	return strings.HasPrefix(key, "{%") || strings.HasPrefix(key, "{{") || strings.HasPrefix(key, "{#")
}

// repeated reports a key once, at the line that counts.
func repeated(p *rules.Pass, f *properties.File, key string, places []int32) {
	lines := f.Lines()
	keys, same := make([]parsers.Span, len(places)), true
	for i, at := range places {
		l := lines[at]
		keys[i] = l.Key()
		same = same && f.Value(l) == f.Value(lines[places[0]])
	}
	said, options := rules.Repeated(keys, same, "set", "to")
	p.Report(keys[len(keys)-1], fmt.Sprintf("%q is %s; Java keeps this one", key, said), options...)
}
