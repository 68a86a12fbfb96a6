package xml

import (
	"math"

	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// XML025 is reported by the parser.
var XML025 = &rules.Rule{
	ID:       xmlconf.SizeLimit,
	Name:     "size-limit",
	Severity: parsers.Error,
	Formats:  []string{xmlconf.Format.ID},
	Since:    "0.1.0",
	Summary:  "The file is larger than cfgtool reads.",
	Why: "XML of 4 GiB or more is not read at all, so nothing in it is checked. " +
		"No configuration is that large: look whether the file is a log or a dump, or is damaged.",
	Source: "a limit of cfgtool",
	Bad:    "config.xml of 4 GiB.\n",
	// The memory is never written to, so a system that allocates lazily gives
	// hardly any of it.
	Made: func() (string, []byte) { return "config.xml", make([]byte, uint64(math.MaxUint32)) },
	Good: `-- config.xml --
<config/>
`,
}
