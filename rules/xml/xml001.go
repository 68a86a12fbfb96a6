package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML001 is reported by the parser.
var XML001 = &rules.Rule{
	ID:       xmlconf.TagSyntax,
	Name:     "malformed-tag",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A tag or other markup is not closed, or begins with something that no markup begins with.",
	Why: "Every XML reader stops here, so the program that reads the file refuses it: it does not start, or goes on with " +
		"an older configuration. Most often a > is missing at the end of a tag, or a < in text was meant as a character: " +
		"write it &lt;.",
	Source: "W3C XML 1.0, 5th edition, section 3.1, productions 40, 42 and 44",
	Bad: `-- config.xml --
<config>
  <server host="db1" port="5432"
  <timeout>30</timeout>
</config>
`,
	Good: `-- config.xml --
<config>
  <server host="db1" port="5432"/>
  <timeout>30</timeout>
</config>
`,
}
