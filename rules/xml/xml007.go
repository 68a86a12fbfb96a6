package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML007 is reported by the parser.
var XML007 = &rules.Rule{
	ID:       xmlconf.UndeclaredEntity,
	Name:     "undeclared-entity",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A reference names an entity that is not declared.",
	Why: "XML readers refuse the whole file. XML knows &lt; &gt; &amp; &quot; and &apos; only; the others, such as &nbsp;, " +
		"belong to HTML. Write the character itself, or its number: &#160;.",
	Help:   "write the character itself or its number, such as &#160; for nbsp, or declare it",
	Source: "W3C XML 1.0, 5th edition, section 4.1, well-formedness constraint: Entity Declared",
	Bad: `-- config.xml --
<config>
  <title>Data&nbsp;base</title>
</config>
`,
	Good: `-- config.xml --
<config>
  <title>Data&#160;base</title>
</config>
`,
}
