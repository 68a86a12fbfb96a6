package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML012 is reported by the parser.
var XML012 = &rules.Rule{
	ID:       xmlconf.SectionEndInText,
	Name:     "section-end-in-text",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "Text holds ]]>, which ends a CDATA section.",
	Why: "XML readers refuse the whole file. Write the last character &gt;. If it ends a CDATA section, the start of that, " +
		"<![CDATA[, is missing or misspelt.",
	Source: "W3C XML 1.0, 5th edition, section 2.4, production 14",
	Bad: `-- config.xml --
<config>
  <script>if (size[last[0]]>4) stop</script>
</config>
`,
	Good: `-- config.xml --
<config>
  <script>if (size[last[0]]&gt;4) stop</script>
</config>
`,
}
