package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML005 is reported by the parser.
var XML005 = &rules.Rule{
	ID:       xmlconf.BadCharacter,
	Name:     "forbidden-character",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The file holds a control character that XML does not allow.",
	Why: "XML readers refuse the whole file, and most editors do not show the character. It comes from copied terminal " +
		"output, or from a damaged file. Only tab, carriage return and line feed of the characters below U+0020 may stand " +
		"in XML, and none of the others can be written as a reference either: remove it.",
	Source: "W3C XML 1.0, 5th edition, section 2.2, production 2",
	Bad:    "-- config.xml --\n<config>\n  <motd>Down for maintenance\a</motd>\n</config>\n",
	Good: `-- config.xml --
<config>
  <motd>Down for maintenance</motd>
</config>
`,
}
