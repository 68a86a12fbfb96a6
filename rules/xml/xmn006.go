package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XMN006 is reported by the parser.
var XMN006 = &rules.Rule{
	ID:       xmlconf.ColonInName,
	Name:     "colon-in-name",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The name of an entity, a notation or a processing instruction has a colon.",
	Why: "Such names belong to no namespace. Where namespaces are read, libxml2 reports an error and reads on; Java's " +
		"parser says nothing of processing instructions. Use a dash instead.",
	Help:   "write - or _ instead of the colon",
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 7; measured with JDK 17 and libxml2 2.9.14",
	Bad: `-- config.xml --
<?app:reload now?>
<config/>
`,
	Good: `-- config.xml --
<?app-reload now?>
<config/>
`,
}
