// Package formats is the explicit list of the kinds of file that cfgtool knows.
package formats

import (
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/mounttab"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/properties"
	"cfgtool/parsers/respfile"
	"cfgtool/parsers/tnsnames"
	"cfgtool/parsers/xmlconf"
)

// All are the kinds. Where the content of two fits equally well, the first counts.
var All = slices.Concat(parsers.Formats{
	opswgw.Format,
	properties.Format,
	respfile.RSPFormat,
	respfile.SASFormat,
	linuxha.ClconfFormat,
	linuxha.AppconfFormat,
	linuxha.ClstartFormat,
	xmlconf.Format,
	tnsnames.ListenerFormat,
	tnsnames.SqlnetFormat,
	tnsnames.Format,
}, mounttab.Formats)
