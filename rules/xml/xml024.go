package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML024 is reported by the parser.
var XML024 = &rules.Rule{
	ID:       xmlconf.ForbiddenEntity,
	Name:     "forbidden-entity",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A reference names an entity that may not stand there: an external one in an attribute value, or an unparsed one.",
	Why: "XML readers refuse the whole file. Only text may refer to a file through an external entity. Write the value " +
		"itself into the attribute.",
	Help: "write its text into the value",
	Source: "W3C XML 1.0, 5th edition, section 3.1, well-formedness constraint: No External Entity References, and section " +
		"4.1, well-formedness constraint: Parsed Entity",
	Bad: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY host SYSTEM "host.txt">
]>
<config host="&host;"/>
`,
	Good: `-- config.xml --
<config host="db1.example.com"/>
`,
}
