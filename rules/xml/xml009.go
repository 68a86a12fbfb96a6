package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML009 is reported by the parser.
var XML009 = &rules.Rule{
	ID:       xmlconf.EntityLimit,
	Name:     "entity-limit",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The entities of the file expand to more text than cfgtool reads.",
	Why: "A few lines can expand to gigabytes, which stops the machine of whoever reads them; such a file is a known " +
		`attack ("billion laughs"). cfgtool expands 5,000,000 bytes, and 100 entities in one another, and checks no more. ` +
		"No configuration needs that much: find out who wrote the file.",
	Source: "a limit of cfgtool; CWE-776 describes the attack",
	Bad: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY a "0123456789">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
  <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
  <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
  <!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
  <!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">
]>
<config>&h;</config>
`,
	Good: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY a "0123456789">
]>
<config>&a;</config>
`,
}
