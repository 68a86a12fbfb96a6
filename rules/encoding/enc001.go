package encoding

import (
	"cfgtool/parsers"
	"cfgtool/rules"
)

// ENC001 reports what NewSource could not decode.
var ENC001 = &rules.Rule{
	ID:       parsers.UndecodableRule,
	Name:     "undecodable-bytes",
	Severity: parsers.Error,
	Formats:  []string{"*"},
	Since:    "0.1.0",
	Summary:  "Bytes of the file are no characters in its encoding.",
	Why: "A program that reads the file stops there, or reads something else than was meant. " +
		"cfgtool reads the rest, but edits nothing, since it could not write these bytes back. " +
		"Find out in which encoding the bytes were written, and convert the file with iconv(1).",
	Help:   "save it as UTF-8, or replace what is no character",
	Source: "Unicode 15.0, section 3.9 (UTF-8, UTF-16); RFC 3629 section 3",
	Bad:    "-- gateway.properties --\n\xFF\xFEk\x00=\x00\x3D\xD8\n",
	Good:   "-- gateway.properties --\nk=v\n",
}
