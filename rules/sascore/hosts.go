package sascore

import (
	"net/netip"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// hostLine is an address and its names, of hosts(5).
type hostLine struct {
	span    parsers.Span
	address netip.Addr
	all     []string // its names
}

// names reports whether the line has a name, in any case.
func (l hostLine) names(name string) bool {
	return slices.ContainsFunc(l.all, func(n string) bool { return strings.EqualFold(n, name) })
}

// hostsFile are the lines of /etc/hosts.
func (h *Host) hostsFile() (*parsers.Source, []hostLine, error) {
	doc, err := h.open("/etc/hosts", parsers.Plain)
	if err != nil {
		return nil, nil, err
	}
	src := doc.Source()
	var lines []hostLine
	for span, content := range contents(src) {
		content, _, _ = strings.Cut(content, "#")
		fields := strings.Fields(content)
		if len(fields) < 2 {
			continue
		}
		if a, ok := address(fields[0]); ok {
			lines = append(lines, hostLine{span, a, fields[1:]})
		}
	}
	return src, lines, nil
}

// addresses are those that /etc/hosts has for a name, in order: those by which
// other hosts know it, if there are any, before the loopback ones.
func (h *Host) addresses(name string) []netip.Addr {
	_, lines, _ := h.hostsFile()
	var all, loopback []netip.Addr
	for _, l := range lines {
		switch {
		case !l.names(name):
		case l.address.IsLoopback():
			loopback = append(loopback, l.address)
		default:
			all = append(all, l.address)
		}
	}
	return append(all, loopback...)
}
