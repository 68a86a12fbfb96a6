package linuxha

import (
	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// LHA001 reports no-break spaces as indentation.
var LHA001 = &rules.Rule{
	ID:       "LHA001",
	Name:     "no-break-space-indentation",
	Severity: parsers.Warning,
	Formats:  []string{"clconf", "appconf", "clstart"},
	Since:    "0.1.0",
	Summary:  "A line is indented with no-break spaces.",
	Why: "They come with text that is pasted from a web page, such as the howto's sample of net_known_connections. " +
		"They are no white space in XML but a part of the text, so a program may read one as a part of the first address. " +
		"In a file that is read as ISO-8859-1, each of them is two characters.",
	Source: "XML 1.0, 2.3 (white space); " + howto + ", whose sample is indented with U+00A0",
	Bad:    "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n\u00A0 192.168.1.1\n  </net_known_connections>\n</clconf>\n",
	Good:   "-- clconf.xml --\n<clconf>\n  <net_known_connections>\n  192.168.1.1\n  </net_known_connections>\n</clconf>\n",
	Fix:    rules.Safe,
	Check: rules.For(func(p *rules.Pass, f *xmlconf.File) {
		for _, span := range linuxha.PastedIndents(f) {
			options := []rules.Option{rules.Help("replace each by a space")}
			if !f.Source().ReadOnly() {
				plain := linuxha.PlainIndent(string(f.Source().Slice(span)))
				options = append(options, rules.Mend([]parsers.Edit{{Span: span, New: []byte(plain), Why: "LHA001 no-break-space-indentation"}}))
			}
			p.Report(span, "the line is indented with no-break spaces, which are no white space in XML", options...)
		}
	}),
}
