package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML011 is reported by the parser.
var XML011 = &rules.Rule{
	ID:       xmlconf.CommentSyntax,
	Name:     "malformed-comment",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A comment holds two dashes in a row, or is not closed.",
	Why: "XML readers refuse the whole file, though it is only a comment. It happens when lines with command options, or " +
		"with comments of their own, are commented out. Put a blank between the dashes, or remove the lines.",
	Help:   "write - - or another sign instead",
	Source: "W3C XML 1.0, 5th edition, section 2.5, production 15",
	Bad: `-- config.xml --
<config>
  <!-- started with --verbose -->
  <port>8080</port>
</config>
`,
	Good: `-- config.xml --
<config>
  <!-- started with the option verbose -->
  <port>8080</port>
</config>
`,
}
