package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML022 is reported by the parser.
var XML022 = &rules.Rule{
	ID:       xmlconf.EntityContent,
	Name:     "malformed-entity-text",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "An entity is referred to, and its text is not well-formed: elements must begin and end in the same entity.",
	Why: "XML readers refuse the whole file at the reference, and name a place that looks right. Correct the entity's " +
		"declaration: each start tag in it needs its end tag.",
	Source: "W3C XML 1.0, 5th edition, section 4.3.2",
	Bad: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY host "<host>db1">
]>
<config>
  &host;</host>
</config>
`,
	Good: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY host "<host>db1</host>">
]>
<config>
  &host;
</config>
`,
}
