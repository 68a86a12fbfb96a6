package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML002 is reported by the parser.
var XML002 = &rules.Rule{
	ID:       xmlconf.TagMismatch,
	Name:     "tag-mismatch",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A start tag has no end tag, or an end tag has no start tag.",
	Why: "XML readers refuse the whole file. It comes from a misspelt end tag, from a line that was deleted without its " +
		"partner, or from a file that was cut off. Upper and lower case differ: <Host> is not closed by </host>. Find the " +
		"partner, whose place is given with the finding, and correct one of the two.",
	Help:   "end elements in the reverse order of their start tags",
	Source: "W3C XML 1.0, 5th edition, section 3, well-formedness constraint: Element Type Match",
	Bad: `-- config.xml --
<config>
  <port>8080</prt>
  <host>db1</host>
</config>
`,
	Good: `-- config.xml --
<config>
  <port>8080</port>
  <host>db1</host>
</config>
`,
}
