package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML023 is reported by the parser.
var XML023 = &rules.Rule{
	ID:       xmlconf.AttributeSyntax,
	Name:     "malformed-attribute",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "An attribute has no value, or no quotes around it, or no white space before it.",
	Why: `XML readers refuse the whole file; it may well have worked as HTML. Write each attribute as name="value", with ` +
		"white space before it.",
	Source: "W3C XML 1.0, 5th edition, section 3.1, productions 40, 41 and 44, and section 2.3, production 10",
	Bad: `-- server.xml --
<Server>
  <Connector port=8080/>
</Server>
`,
	Good: `-- server.xml --
<Server>
  <Connector port="8080"/>
</Server>
`,
}
