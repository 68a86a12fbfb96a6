package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XMN001 is reported by the parser.
var XMN001 = &rules.Rule{
	ID:       xmlconf.UndeclaredPrefix,
	Name:     "undeclared-prefix",
	Severity: parsers.Warning,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "A name has a namespace prefix that is not declared.",
	Why: "Where namespaces are read, Java's parser refuses the file, and libxml2 reports an error and reads on. It happens " +
		"when an element is copied from another file without the xmlns attribute of that file's root element. Declare the " +
		`prefix: xmlns:prefix="…" on the element or on one around it.`,
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 5, namespace constraint: Prefix Declared; measured with JDK 17 " +
		"and libxml2 2.9.14",
	Bad: `-- beans.xml --
<beans>
  <aop:config/>
</beans>
`,
	Good: `-- beans.xml --
<beans xmlns:aop="http://www.springframework.org/schema/aop">
  <aop:config/>
</beans>
`,
}
