package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XMN003 is reported by the parser.
var XMN003 = &rules.Rule{
	ID:       xmlconf.SameExpandedName,
	Name:     "same-attribute-twice",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "Two attributes of an element have the same name in the same namespace, under two prefixes.",
	Why: "There is one attribute twice. Where namespaces are read, Java's parser refuses the file, and libxml2 reports an " +
		"error and reads on. Decide which value holds, and remove the other attribute.",
	Help: "remove one of the two",
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 6.3, namespace constraint: Attributes Unique; measured with JDK " +
		"17 and libxml2 2.9.14",
	Bad: `-- config.xml --
<config xmlns:a="urn:example:net" xmlns:b="urn:example:net">
  <server a:port="8080" b:port="8443"/>
</config>
`,
	Good: `-- config.xml --
<config xmlns:a="urn:example:net">
  <server a:port="8443"/>
</config>
`,
}
