package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML006 is reported by the parser.
var XML006 = &rules.Rule{
	ID:       xmlconf.BadReference,
	Name:     "malformed-reference",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A & does not begin a well-formed reference, or one to a character that XML allows.",
	Why: "XML readers refuse the whole file. Nearly always the & was meant as a character, as in a URL or a shell command: " +
		"write it &amp;.",
	Source: "W3C XML 1.0, 5th edition, section 4.1, productions 66 to 68, and well-formedness constraint: Legal Character",
	Bad: `-- config.xml --
<config>
  <url>http://db1/status?format=xml&verbose=1</url>
</config>
`,
	Good: `-- config.xml --
<config>
  <url>http://db1/status?format=xml&amp;verbose=1</url>
</config>
`,
}
