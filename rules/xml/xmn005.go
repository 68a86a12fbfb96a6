package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XMN005 is reported by the parser.
var XMN005 = &rules.Rule{
	ID:       xmlconf.EmptyPrefixBinding,
	Name:     "empty-prefix-binding",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A namespace prefix is declared with an empty name.",
	Why: "Where namespaces are read, Java's parser refuses the file, and libxml2 reports an error and reads on: only the " +
		`default namespace may be taken back, with xmlns="". Give the prefix its namespace name, or remove the ` +
		"declaration.",
	Help: "bind it to the address of a namespace, or remove it",
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 5, namespace constraint: No Prefix Undeclaring; measured with " +
		"JDK 17 and libxml2 2.9.14",
	Bad: `-- config.xml --
<config xmlns:log="">
  <level>info</level>
</config>
`,
	Good: `-- config.xml --
<config xmlns="">
  <level>info</level>
</config>
`,
}
