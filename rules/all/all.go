// Package all is the explicit list of all rules.
package all

import (
	"slices"

	"cfgtool/rules/dhcpd"
	"cfgtool/rules/encoding"
	"cfgtool/rules/exports"
	"cfgtool/rules/ldif"
	"cfgtool/rules/linuxha"
	"cfgtool/rules/mounttab"
	"cfgtool/rules/opswgw"
	"cfgtool/rules/properties"
	"cfgtool/rules/respfile"
	"cfgtool/rules/sascore"
	"cfgtool/rules/smbconf"
	"cfgtool/rules/tnsnames"
	"cfgtool/rules/xml"
)

// Rules are all rules, in the order of their packages and IDs.
var Rules = slices.Concat(
	encoding.Rules,
	linuxha.Rules,
	properties.Rules,
	opswgw.Rules,
	respfile.Rules,
	sascore.Rules,
	dhcpd.Rules,
	exports.Rules,
	smbconf.Rules,
	ldif.Rules,
	tnsnames.Rules,
	xml.Rules,
	mounttab.Rules,
)
