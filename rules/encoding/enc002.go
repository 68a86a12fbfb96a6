package encoding

import (
	"cfgtool/parsers"
	"cfgtool/rules"
)

// ENC002 reports charsets whose files can only be read.
var ENC002 = &rules.Rule{
	ID:       parsers.StatefulRule,
	Name:     "stateful-encoding",
	Severity: parsers.Info,
	Formats:  []string{"*"},
	Since:    "0.1.0",
	Summary:  "The file's encoding switches between character sets.",
	Why: "What a byte means then depends on the escape sequences before it, so text cannot be put in without " +
		"regard to its place. cfgtool reads and checks the file, but does not edit it. Convert it to UTF-8 with iconv(1) to edit it.",
	Help:   "convert it to UTF-8 to edit it",
	Source: "RFC 1468 (ISO-2022-JP)",
	Bad:    "-- config.xml --\n<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?>\n<config>\x1B$BF|K\\\x1B(B</config>\n",
	Good:   "-- config.xml --\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config>日本</config>\n",
}
