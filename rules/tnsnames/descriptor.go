package tnsnames

import (
	"strings"

	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// addresses checks each ADDRESS that has a PROTOCOL, or lacks one, of which
// the protocol is given in upper case; TCP is the usual one.
func addresses(check func(p *rules.Pass, e tnsnames.Entry, address tnsnames.Param, protocol string)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *tnsnames.File) {
		for e, a := range f.Addresses() {
			protocol := "TCP"
			if given := a.Child("PROTOCOL"); given.Valid() {
				protocol = strings.ToUpper(given.Text())
			}
			check(p, e, a, protocol)
		}
	})
}

// overTCP reports whether addresses of the protocol have a host and a port.
func overTCP(protocol string) bool {
	switch protocol {
	case "TCP", "TCPS", "SDP", "EXADIRECT", "WSS", "WS":
		return true
	}
	return false
}

// external reports whether a CONNECT_DATA is for external procedures or
// heterogeneous services, which name no database.
func external(description, data tnsnames.Param) bool {
	for _, holder := range []tnsnames.Param{description, data} {
		if holder.Valid() && holder.Child("HS").Valid() {
			return true
		}
	}
	for a := range description.Addresses() {
		if key := a.Child("KEY"); key.Valid() && strings.HasPrefix(strings.ToUpper(key.Text()), "EXTPROC") {
			return true
		}
	}
	return false
}

// descriptions checks each DESCRIPTION of a tnsnames.ora.
func descriptions(check func(p *rules.Pass, e tnsnames.Entry, description tnsnames.Param)) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *tnsnames.File) {
		for e, d := range f.Descriptions() {
			check(p, e, d)
		}
	})
}
