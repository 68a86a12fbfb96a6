package opswgw

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Host is an address or a name in the one form that two spellings of it share:
// without brackets, IPv6 shortened, an IPv4 address in IPv6 as IPv4, a name in
// lower case, and localhost as 127.0.0.1.
func Host(written string) string {
	bare := strings.TrimSuffix(strings.TrimPrefix(written, "["), "]")
	if addr, err := netip.ParseAddr(bare); err == nil {
		return addr.Unmap().String()
	}
	name := strings.ToLower(strings.TrimSuffix(bare, "."))
	if name == "localhost" {
		return "127.0.0.1"
	}
	return name
}

// Loopback reports whether a host is this host, by its address.
func Loopback(written string) bool {
	addr, err := netip.ParseAddr(Host(written))
	return err == nil && addr.IsLoopback()
}

// bracketed writes a host as a field: an IPv6 address needs its brackets.
func bracketed(host string) string {
	if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
		return "[" + host + "]"
	}
	return host
}

// Peer is a gateway at the other end of a tunnel. Port 0 is a port that is not named.
type Peer struct {
	Host string
	Port uint16
}

// String is "host" or "host:port".
func (p Peer) String() string {
	if p.Port == 0 {
		return p.Host
	}
	return bracketed(p.Host) + ":" + strconv.Itoa(int(p.Port))
}

// Same reports whether two peers are one: equal hosts, and equal ports where
// both name one.
func (p Peer) Same(o Peer) bool {
	return Host(p.Host) == Host(o.Host) && (p.Port == 0 || o.Port == 0 || p.Port == o.Port)
}

// ParsePeer reads "host", "host:port", "[address]:port" or a bare IPv6 address.
func ParsePeer(s string) (Peer, error) {
	if addr, err := netip.ParseAddr(s); err == nil && HostFault(bracketed(s)) == "" {
		return Peer{Host: addr.String()}, nil
	}
	host, port := s, ""
	if n := (&cutter{text: s}).cut(0, ':'); n < len(s) {
		host, port = s[:n], s[n+1:]
		if _, ok := (Field{Text: port}).Port(); !ok {
			return Peer{}, fmt.Errorf("%q names no port from 1 to 65535 behind its colon", s)
		}
	}
	if why := HostFault(host); why != "" {
		return Peer{}, fmt.Errorf("%q is no address and no host name: %s", host, why)
	}
	n, _ := Field{Text: port}.Number()
	return Peer{Host: strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"), Port: uint16(n)}, nil
}

// HostFault says why a field can be no host, or "". A host is an IPv4 address, an
// IPv6 address in brackets, or a name: letters, digits and hyphens between dots, at
// most 63 in a part and 253 in all (RFC 1123, section 2.1), and underscores, which
// names inside a network have. A name that ends in a part of digits is an address.
func HostFault(host string) string {
	if bare, ok := strings.CutPrefix(host, "["); ok {
		bare, closed := strings.CutSuffix(bare, "]")
		addr, err := netip.ParseAddr(bare)
		if !closed || err != nil || !addr.Is6() || strings.ContainsFunc(addr.Zone(), noNameRune) {
			return "in brackets stands an IPv6 address"
		}
		return ""
	}
	name := strings.TrimSuffix(host, ".")
	if strings.Contains(name, "#") {
		return `a "#" within a line begins no comment`
	}
	for _, r := range name {
		switch {
		case !noNameRune(r):
		case r == ' ' || r == '\t':
			return "it holds a blank"
		default:
			return fmt.Sprintf("no host has %q in its name", r)
		}
	}
	if name == "" || len(name) > 253 {
		return "a name has 1 to 253 characters"
	}
	last := ""
	for last = range strings.SplitSeq(name, ".") {
		if last == "" || len(last) > 63 || last[0] == '-' || last[len(last)-1] == '-' {
			return "each part of a name has 1 to 63 characters, with no hyphen at its ends"
		}
	}
	if _, err := netip.ParseAddr(name); digits(last) && (err != nil || name != host) {
		return "an IPv4 address is four numbers from 0 to 255, without leading zeros"
	}
	return ""
}

func noNameRune(r rune) bool {
	return r != '.' && r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// PeerFault says why a field can be no other host to connect to, or "": it can be no
// host, or is an address that stands for all hosts, or for several.
func PeerFault(host string) string {
	if why := HostFault(bracketed(host)); why != "" {
		return why
	}
	addr, err := netip.ParseAddr(Host(host))
	if err == nil && (addr.IsUnspecified() || addr.IsMulticast() || addr == netip.AddrFrom4([4]byte{255, 255, 255, 255})) {
		return "it is the address of no single host"
	}
	return ""
}
