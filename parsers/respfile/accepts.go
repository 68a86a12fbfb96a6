package respfile

import (
	"net/netip"
	"strconv"
	"strings"

	"cfgtool/parsers/pattern"
)

var (
	integer = pattern.Of(`^[0-9]+$`)
	label   = pattern.Of(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$`) // RFC 1123, and the underscore that hosts have too
	locale  = pattern.Of(`^([A-Za-z]{2,3}([_-][A-Za-z]{2})?(\.[A-Za-z0-9-]+)?(@[A-Za-z0-9]+)?|C|POSIX)$`)
)

// Accepts reports whether a value looks as values of the type do. A text is anything.
func (t Type) Accepts(value string) bool {
	switch t.Name {
	case TypeInteger:
		return integer().MatchString(value)
	case TypePort:
		return isPort(value)
	case TypeHost:
		return isAddress(value) || isDomain(value)
	case TypeIP:
		return isAddress(value)
	case TypePath:
		return strings.HasPrefix(value, "/")
	case TypeDomain:
		return isDomain(value) && !isAddress(value)
	case TypeLocale:
		return locale().MatchString(value)
	case TypeName:
		return !strings.ContainsAny(value, "/ \t")
	case TypeGateways:
		for gateway := range strings.SplitSeq(value, ",") {
			colon := strings.LastIndexByte(gateway, ':')
			if colon < 0 || !isPort(gateway[colon+1:]) {
				return false
			}
			host := strings.TrimSuffix(strings.TrimPrefix(gateway[:colon], "["), "]")
			if !isAddress(host) && !isDomain(host) {
				return false
			}
		}
	}
	return true
}

// isPort reports whether text is a number from 1 to 65535 (RFC 6335, section 6).
func isPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return err == nil && n > 0 && integer().MatchString(text)
}

func isAddress(text string) bool {
	_, err := netip.ParseAddr(text)
	return err == nil
}

// isDomain reports whether text is a host name. One of nothing but numbers is
// an address that was mistyped (RFC 1123, section 2.1).
func isDomain(text string) bool {
	labels := strings.Split(strings.TrimSuffix(text, "."), ".")
	for _, l := range labels {
		if len(l) > 63 || !label().MatchString(l) {
			return false
		}
	}
	return len(text) <= 254 && !integer().MatchString(labels[len(labels)-1])
}
