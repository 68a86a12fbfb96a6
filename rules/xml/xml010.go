package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML010 is reported by the parser.
var XML010 = &rules.Rule{
	ID:       xmlconf.LessInValue,
	Name:     "less-than-in-value",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "An attribute value holds a <.",
	Why: "XML readers refuse the whole file. Write it &lt;. If it was not meant as a character, the quote before it is not " +
		"closed.",
	Source: "W3C XML 1.0, 5th edition, section 3.1, well-formedness constraint: No < in Attribute Values",
	Bad: `-- rules.xml --
<rules>
  <alarm when="load < 0.9"/>
</rules>
`,
	Good: `-- rules.xml --
<rules>
  <alarm when="load &lt; 0.9"/>
</rules>
`,
}
