package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XMN004 is reported by the parser.
var XMN004 = &rules.Rule{
	ID:       xmlconf.ReservedNamespace,
	Name:     "reserved-namespace",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A reserved prefix is bound to another namespace, or a reserved namespace to another prefix.",
	Why: "Where namespaces are read, Java's parser refuses the file, and libxml2 reports an error and reads on. The prefix " +
		"xml always means http://www.w3.org/XML/1998/namespace and needs no declaration; xmlns cannot be declared. Choose " +
		"another prefix.",
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 3, namespace constraint: Reserved Prefixes and Namespace Names; " +
		"measured with JDK 17 and libxml2 2.9.14",
	Bad: `-- config.xml --
<config xmlns:xml="urn:example:config"/>
`,
	Good: `-- config.xml --
<config xmlns:c="urn:example:config"/>
`,
}
