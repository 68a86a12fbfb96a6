package xml

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML020 is reported by the parser.
var XML020 = &rules.Rule{
	ID:       xmlconf.DepthLimit,
	Name:     "depth-limit",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "Elements are nested deeper than cfgtool reads.",
	Why: "cfgtool reads 10,000 elements in one another, and nothing behind the place where it stops. " +
		"Other readers stop earlier (libxml2 2.9 at 256) or run out of stack. " +
		"No configuration is that deep: a program wrote start tags without end tags, or the file is an attack.",
	Source: "a limit of cfgtool; that of libxml2 2.9.14 was measured with xmllint(1)",
	Bad:    "config.xml with 10,001 elements <dir>, each in the one before.\n",
	Made: func() (string, []byte) {
		const depth = 10_001
		return "config.xml", []byte(strings.Repeat("<dir>", depth) + strings.Repeat("</dir>", depth))
	},
	Good: `-- config.xml --
<dir>
  <dir/>
</dir>
`,
}
