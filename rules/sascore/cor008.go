package sascore

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// COR008 reports that wordcache is not the Software Repository.
var COR008 = &rules.Rule{
	ID:       "COR008",
	Name:     "wordcache",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Info: "where it was not seen which host is the Software Repository, or what the name resolves to"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "On the host of the gateway, wordcache is not the host of the Software Repository.",
	Why: "The guide requires that the gateway's host resolves the name to it. What /etc/hosts says is compared; a name service " +
		"is not asked, so a name that is not there is told as info. Name the host of the Software Repository with --component word=NAME.",
	Source: upgradeGuide + ", Preparation for All Upgrades",
	Bad:    head + "hub.ip: 10.0.0.1\n" + gatewayFile + "-- etc/hosts --\n10.0.0.7 wordcache\n",
	Good:   head + "hub.ip: 10.0.0.1\n-- etc/hosts --\n10.0.0.7 wordcache\n",
	Root:   true,
	Site:   true,
	Check: before(func(p *rules.Pass, _ *respfile.File, facts *respfile.Profile, c *Core) {
		for _, h := range c.Hosts {
			if c.is(h, facts.Server("gateway")) {
				c.wordcache(p, h)
			}
		}
	}),
}

const gatewayFile = "-- etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties --\nopswgw.Gateway=cgw0-C43\n"

func (c *Core) wordcache(p *rules.Pass, h *Host) {
	ask := rules.Help("run on %s: getent hosts wordcache", h.title())
	src, lines, err := h.hostsFile()
	if err != nil {
		p.Report(parsers.Span{}, fmt.Sprintf("whether %s resolves wordcache to the Software Repository was not seen: %s %s", h.title(), h.shown("/etc/hosts"), unread(err)), rules.At(parsers.Info), ask)
		return
	}
	lines = slices.DeleteFunc(slices.Clone(lines), func(l hostLine) bool { return !l.names("wordcache") })
	if len(lines) == 0 {
		p.Report(parsers.Span{}, fmt.Sprintf("whether %s resolves wordcache to the Software Repository was not seen: it is not in %s", h.title(), src.Name()), rules.At(parsers.Info), ask)
		return
	}
	counts, others := lines[0], []rules.Option{}
	for _, l := range lines[1:] {
		others = append(others, rules.SeeIn(src, l.span, "also named here, which does not count: the first line does"))
	}
	words := c.named("word")
	known := false
	for _, w := range words {
		same, told := w.at(h, counts.address)
		if same {
			return
		}
		known = known || told
	}
	if !known {
		p.Report(parsers.Span{}, fmt.Sprintf("wordcache is %s; whether that is the Software Repository was not seen", counts.address),
			append(others, rules.In(src, counts.span), rules.At(parsers.Info), rules.Help("the name of the Software Repository's host is to be in this file, and --component word=NAME names it"))...)
		return
	}
	p.Report(parsers.Span{}, fmt.Sprintf("wordcache is %s, and the Software Repository is %s", counts.address, words[0].title()),
		append(others, rules.In(src, counts.span), rules.Help("give the address of the Software Repository's host to wordcache"))...)
}

// named are the hosts that were said to be a server.
func (c *Core) named(server string) []*Host {
	return slices.DeleteFunc(slices.Clone(c.Hosts), func(h *Host) bool { return !slices.Contains(h.Servers, server) })
}

// at reports whether a host has an address, as the hosts file of another knows
// it, and whether that knows it at all. A loopback address is the other itself.
func (h *Host) at(seen *Host, a netip.Addr) (same, told bool) {
	if a.IsLoopback() {
		return h == seen, true
	}
	_, lines, _ := seen.hostsFile()
	for _, l := range lines {
		if h.Name != "" && slices.ContainsFunc(l.all, func(n string) bool { return strings.EqualFold(n, h.Name) || strings.EqualFold(first(n), h.Name) }) && !l.address.IsLoopback() {
			told = true
			same = same || l.address == a
		}
	}
	return same, told
}
