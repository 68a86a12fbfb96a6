package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML017 is reported by the parser.
var XML017 = &rules.Rule{
	ID:       xmlconf.OutsideRoot,
	Name:     "content-outside-root",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "There is text before or behind the root element, or a second root element.",
	Why: "XML readers refuse the whole file; lenient ones never see what stands behind the first root element. It comes " +
		"from files that were concatenated, from an end tag too many, and from text typed at the end. Put the elements " +
		"into one root element, and remove stray text.",
	Help:   "move it into the root element",
	Source: "W3C XML 1.0, 5th edition, section 2.1, production 1, and section 2.8, production 27",
	Bad: `-- config.xml --
<server>db1</server>
<server>db2</server>
`,
	Good: `-- config.xml --
<servers>
  <server>db1</server>
  <server>db2</server>
</servers>
`,
}
