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
	Why: `Programs that know namespaces refuse the file: only the default namespace may be taken back, with xmlns="". Give ` +
		"the prefix its namespace name, or remove the declaration.",
	Source: "W3C Namespaces in XML 1.0, 3rd edition, section 5, namespace constraint: No Prefix Undeclaring",
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
