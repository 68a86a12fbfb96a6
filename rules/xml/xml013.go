package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML013 is reported by the parser.
var XML013 = &rules.Rule{
	ID:       xmlconf.InstructionSyntax,
	Name:     "malformed-instruction",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A processing instruction is malformed, or has the reserved name xml in other letters.",
	Why: "XML readers refuse the whole file. A processing instruction is <?name text?>, with white space behind the name. " +
		"The XML declaration is written <?xml …?>, in small letters.",
	Source: "W3C XML 1.0, 5th edition, section 2.6, productions 16 and 17",
	Bad: `-- config.xml --
<?XML version="1.0"?>
<config/>
`,
	Good: `-- config.xml --
<?xml version="1.0"?>
<config/>
`,
}
