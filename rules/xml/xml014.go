package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML014 is reported by the parser.
var XML014 = &rules.Rule{
	ID:       xmlconf.DeclarationSyntax,
	Name:     "malformed-declaration",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The XML declaration is malformed, or is not the very first of the file.",
	Why: "XML readers refuse the whole file. An empty line or a blank before <?xml is enough; it comes from templates, " +
		"here documents and concatenated files. Remove what stands before it. The declaration holds version, encoding and " +
		"standalone, in that order.",
	Source: "W3C XML 1.0, 5th edition, section 2.8, productions 22 to 26 and 32, and section 4.3.3, production 80",
	Bad:    "-- config.xml --\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config/>\n",
	Good: `-- config.xml --
<?xml version="1.0" encoding="UTF-8"?>
<config/>
`,
}
