package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML019 is reported by the parser.
var XML019 = &rules.Rule{
	ID:       xmlconf.EncodingContradicts,
	Name:     "encoding-contradicts-declaration",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The file is not in the encoding that its XML declaration names.",
	Why: "Some XML readers refuse the file, others guess, and read other characters than were meant. It happens when an " +
		"editor saves the file in another encoding, and when a file from Windows is converted without changing its " +
		"declaration. Name the encoding in which the file really is, or convert the file with iconv(1).",
	Help:   "declare the encoding that the file is in, or save it in the one that it declares",
	Source: "W3C XML 1.0, 5th edition, section 4.3.3",
	Bad: `-- config.xml --
<?xml version="1.0" encoding="UTF-16"?>
<config/>
`,
	Good: `-- config.xml --
<?xml version="1.0" encoding="UTF-8"?>
<config/>
`,
}
