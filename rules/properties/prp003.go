package properties

import (
	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rules"
)

// PRP003 reports a byte order mark.
var PRP003 = &rules.Rule{
	ID:       "PRP003",
	Name:     "byte-order-mark",
	Severity: parsers.Warning,
	Formats:  []string{"properties"},
	Since:    "0.1.0",
	Summary:  "The file begins with a byte order mark.",
	Why: "java.util.Properties takes the mark for a part of the first key, so a program does not find that key. " +
		"It comes from editors that save \"UTF-8 with BOM\".",
	Source: "java.util.Properties.load(InputStream), Java SE 17: the stream is read as ISO-8859-1",
	Bad:    "-- app.properties --\n\xEF\xBB\xBFport=8080\n",
	Good:   "-- app.properties --\nport=8080\n",
	Fix:    rules.Safe,
	Check: rules.For(func(p *rules.Pass, f *properties.File) {
		mark := f.Source().Mark()
		if mark.Empty() || f.Source().Charset() != parsers.UTF8 {
			return
		}
		p.Report(mark, "a byte order mark, which Java reads as a part of the first key",
			rules.Help("save the file without it"), rules.Mend([]parsers.Edit{{Span: mark, Why: "PRP003 byte-order-mark: the mark goes"}}))
	}),
}
