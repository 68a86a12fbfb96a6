package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML003 is reported by the parser.
var XML003 = &rules.Rule{
	ID:       xmlconf.DuplicateAttribute,
	Name:     "duplicate-attribute",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "An element has two attributes of the same name.",
	Why: "XML readers refuse the whole file; the few that do not, keep one of the two values, and which one differs. " +
		"Decide which value holds, and remove the other attribute.",
	Help:   "remove one of the two",
	Source: "W3C XML 1.0, 5th edition, section 3.1, well-formedness constraint: Unique Att Spec",
	Bad: `-- server.xml --
<Server>
  <Connector port="8080" protocol="HTTP/1.1" port="8443"/>
</Server>
`,
	Good: `-- server.xml --
<Server>
  <Connector port="8443" protocol="HTTP/1.1"/>
</Server>
`,
}
