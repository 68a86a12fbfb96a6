// Package formats is the explicit list of the kinds of file that cfgtool knows.
package formats

import (
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/dhcpd"
	"cfgtool/parsers/exports"
	"cfgtool/parsers/ldif"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/mounttab"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/profile"
	"cfgtool/parsers/properties"
	"cfgtool/parsers/respfile"
	"cfgtool/parsers/smbconf"
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
	dhcpd.Format,
	exports.Format,
	exports.DfstabFormat,
	smbconf.Format,
	ldif.Format,
}, mounttab.Formats)

// With are the kinds as the profiles that a person gave say: what they call a
// secret is one. Without such a profile nothing is read.
func With(given profile.Set) (parsers.Formats, error) {
	if _, ok := given[respfile.Product]; !ok {
		return All, nil
	}
	answers, err := respfile.LoadProfile(given)
	if err != nil {
		return nil, err
	}
	bound := slices.Clone(All)
	for i, f := range bound {
		if f.ID == respfile.SASFormat.ID {
			bound[i] = answers.Format()
		}
	}
	return bound, nil
}
