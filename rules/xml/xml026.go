package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML026 is reported by the parser.
var XML026 = &rules.Rule{
	ID:       xmlconf.EncodingIgnored,
	Name:     "mark-contradicts-declaration",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The file begins with the byte order mark of UTF-8, and declares another encoding.",
	Why: "Readers do not agree. Java and libxml2 read the file in the declared encoding, so a letter beyond ASCII becomes " +
		"two or three others; cfgtool goes by the mark, as editors do. " +
		"Declare UTF-8, or convert the file to the declared encoding and take the mark away.",
	Help:   "declare UTF-8, or save the file in the encoding that it declares",
	Source: "W3C XML 1.0, 5th edition, section 4.3.3 and appendix F; measured with JDK 17 and libxml2 2.9.14",
	Bad:    "-- config.xml --\n\uFEFF<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<city>Zürich</city>\n",
	Good:   "-- config.xml --\n\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<city>Zürich</city>\n",
}
