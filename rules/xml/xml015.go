package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML015 is reported by the parser.
var XML015 = &rules.Rule{
	ID:       xmlconf.DoctypeSyntax,
	Name:     "malformed-doctype",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The document type declaration is malformed, or stands at the wrong place.",
	Why: "XML readers refuse the whole file. There is at most one <!DOCTYPE …>, and it stands behind the XML declaration " +
		"and before the root element. A second one comes from files that were concatenated.",
	Source: "W3C XML 1.0, 5th edition, section 2.8, productions 22 and 28",
	Bad: `-- web.xml --
<web-app>
</web-app>
<!DOCTYPE web-app SYSTEM "web-app.dtd">
`,
	Good: `-- web.xml --
<!DOCTYPE web-app SYSTEM "web-app.dtd">
<web-app>
</web-app>
`,
}
