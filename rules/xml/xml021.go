package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML021 is reported by the parser.
var XML021 = &rules.Rule{
	ID:       xmlconf.SectionSyntax,
	Name:     "malformed-cdata-section",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A CDATA section is not closed.",
	Why: "XML readers take everything behind it for text, reach the end of the file, and refuse it. Close the section with " +
		"]]>, without white space in it.",
	Source: "W3C XML 1.0, 5th edition, section 2.7, productions 18 to 21",
	Bad: `-- config.xml --
<config>
  <query><![CDATA[select * from t where a < 1]] ></query>
</config>
`,
	Good: `-- config.xml --
<config>
  <query><![CDATA[select * from t where a < 1]]></query>
</config>
`,
}
