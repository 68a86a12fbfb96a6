package xml

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML018 is reported by the parser.
var XML018 = &rules.Rule{
	ID:       xmlconf.NoRoot,
	Name:     "no-root-element",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The file has no element at all.",
	Why: "XML readers refuse it. Most often the file is empty, or was cut off when the disk was full or a transfer broke: " +
		"restore it from a backup.",
	Source: "W3C XML 1.0, 5th edition, section 2.1, production 1",
	Bad: `-- config.xml --
<?xml version="1.0" encoding="UTF-8"?>
<!-- written by setup -->
`,
	Good: `-- config.xml --
<?xml version="1.0" encoding="UTF-8"?>
<!-- written by setup -->
<config/>
`,
}
