package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML016 is reported by the parser.
var XML016 = &rules.Rule{
	ID:       xmlconf.SubsetSyntax,
	Name:     "malformed-dtd-declaration",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A declaration between the brackets of the document type declaration is malformed.",
	Why: "XML readers refuse the whole file, also those that do not validate. Correct the declaration; if nothing in the " +
		"file needs it, remove it.",
	Source: "W3C XML 1.0, 5th edition, section 2.8, production 28b, and sections 3.2, 3.3, 4.2 and 4.7",
	Bad: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY host db1.example.com>
]>
<config>
  <host>db1.example.com</host>
</config>
`,
	Good: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY host "db1.example.com">
]>
<config>
  <host>&host;</host>
</config>
`,
}
