package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML008 is reported by the parser.
var XML008 = &rules.Rule{
	ID:       xmlconf.EntityRecursion,
	Name:     "entity-recursion",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "An entity refers to itself, directly or through others.",
	Why: "It could never be expanded, so XML readers refuse the whole file. Take the reference out of the value of one of " +
		"the entities.",
	Help:   "take the reference out of its own value",
	Source: "W3C XML 1.0, 5th edition, section 4.1, well-formedness constraint: No Recursion",
	Bad: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY home "&base;/app">
  <!ENTITY base "&home;/..">
]>
<config>&home;</config>
`,
	Good: `-- config.xml --
<!DOCTYPE config [
  <!ENTITY home "&base;/app">
  <!ENTITY base "/opt">
]>
<config>&home;</config>
`,
}
