package properties

import (
	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rules"
)

// PRP001 reports what the parser could not read.
var PRP001 = &rules.Rule{
	ID:       properties.MalformedEscapeRule,
	Name:     "malformed-unicode-escape",
	Severity: parsers.Error,
	Formats:  []string{"properties"},
	Since:    "0.1.0",
	Summary:  `A "\u" is not followed by four hexadecimal digits.`,
	Why: "Java then refuses the whole file with an IllegalArgumentException. " +
		`A backslash that is meant as one, as in a Windows path, is written "\\".`,
	Help:   "write \\\\ for a backslash, or the four hexadecimal digits",
	Source: "java.util.Properties.load(Reader), Java SE 17",
	Bad:    "-- app.properties --\nhome=C:\\users\\me\n",
	Good:   "-- app.properties --\nhome=C:\\\\users\\\\me\n",
}
