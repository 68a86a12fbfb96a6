package sascore

import (
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strconv"
	"strings"

	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/respfile"
)

// same compares a value of the core with the one given, as the parameter's
// type means it. It says why where that cannot be told.
func (l *lookup) same(h *Host, value string) (same bool, why string) {
	given := l.given
	switch l.parameter.Type {
	case respfile.TypePath:
		return path.Clean(given) == path.Clean(value), ""
	case respfile.TypePort, respfile.TypeInteger:
		a, errA := strconv.ParseUint(given, 10, 64)
		b, errB := strconv.ParseUint(value, 10, 64)
		if errA == nil && errB == nil {
			return a == b, ""
		}
	case respfile.TypeName, respfile.TypeDomain:
		return strings.EqualFold(strings.TrimSuffix(given, "."), strings.TrimSuffix(value, ".")), ""
	case respfile.TypeLocale:
		return codeset(given) == codeset(value), ""
	case respfile.TypeHost, respfile.TypeIP:
		return sameHost(h, given, value)
	}
	if given != value && beyondASCII(given+value) {
		return false, "the values differ in letters beyond ASCII, which two encodings may write differently"
	}
	return given == value, ""
}

func beyondASCII(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}

// codeset writes a locale's name in the one form of its spellings:
// "en_US.UTF-8" and "en_US.utf8" are one.
func codeset(locale string) string {
	name, set, _ := strings.Cut(locale, ".")
	if set == "" {
		return name
	}
	return name + "." + strings.ToLower(strings.ReplaceAll(set, "-", ""))
}

// sameHost compares names and addresses. A name and an address are compared by
// the hosts file of the host where one of them was found, and of no other.
func sameHost(h *Host, given, value string) (same bool, why string) {
	a, addressA := address(given)
	b, addressB := address(value)
	switch fault := opswgw.HostFault(value); {
	case fault != "" && !addressB:
		return false, fmt.Sprintf("%q can be no host: %s", value, fault)
	case addressA && addressB:
		return a == b, ""
	case !addressA && !addressB:
		if strings.EqualFold(strings.TrimSuffix(given, "."), strings.TrimSuffix(value, ".")) {
			return true, ""
		}
		if h == nil {
			return false, ""
		}
		there := h.addresses(value)
		if same, why := common(h.addresses(given), there); same || why != "" {
			return same, why
		}
		if len(there) == 0 && strings.EqualFold(first(given), first(value)) {
			return false, "one is a name with a domain and the other without, and /etc/hosts does not tell whether they are one host"
		}
		return false, ""
	}
	if h != nil {
		name, wanted := given, b
		if addressA {
			name, wanted = value, a
		}
		if known := h.addresses(name); len(known) > 0 {
			return common(known, []netip.Addr{wanted})
		}
	}
	return false, "one is a name and the other an address, and /etc/hosts does not tell whether they are one host"
}

// common reports whether the first of two hosts' addresses are one, since the
// first line of /etc/hosts counts. That others are one proves nothing: why says so.
func common(a, b []netip.Addr) (same bool, why string) {
	switch {
	case len(a) == 0 || len(b) == 0:
		return false, ""
	case a[0] == b[0]:
		return true, ""
	case slices.ContainsFunc(a, func(one netip.Addr) bool { return slices.Contains(b, one) }):
		return false, "/etc/hosts has several addresses for the name, and the first, which counts, is another"
	}
	return false, ""
}

func address(text string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return a.Unmap(), err == nil
}

// first is the first part of a host's name.
func first(name string) string {
	label, _, _ := strings.Cut(name, ".")
	return label
}
