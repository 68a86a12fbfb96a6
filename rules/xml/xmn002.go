package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XMN002 is reported by the parser.
var XMN002 = &rules.Rule{
	ID:       xmlconf.BadQualifiedName,
	Name:     "invalid-qualified-name",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A name has more than one colon, or has one at its start or end.",
	Why: "Where namespaces are read, Java's parser refuses the file, and libxml2 reports an error and reads on: a colon " +
		"separates a prefix from a name, and nothing else. Use a dot or a dash in the name instead.",
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 4, productions 7 to 11; measured with JDK 17 and libxml2 2.9.14",
	Bad: `-- config.xml --
<config>
  <log::level>info</log::level>
</config>
`,
	Good: `-- config.xml --
<config>
  <log.level>info</log.level>
</config>
`,
}
