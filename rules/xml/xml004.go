package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML004 is reported by the parser.
var XML004 = &rules.Rule{
	ID:       xmlconf.BadName,
	Name:     "invalid-name",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The name of an element, attribute or other part is missing, or has a character that no name may have there.",
	Why: "XML readers refuse the whole file. A name begins with a letter, an underscore or a colon; digits, dots and " +
		"dashes may follow, blanks never. Spell the name as the program's documentation does.",
	Source: "W3C XML 1.0, 5th edition, section 2.3, productions 4, 4a and 5",
	Bad: `-- config.xml --
<config>
  <2nd-server>db2</2nd-server>
</config>
`,
	Good: `-- config.xml --
<config>
  <server number="2">db2</server>
</config>
`,
}
