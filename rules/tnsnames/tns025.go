package tnsnames

import (
	"fmt"
	"net/netip"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS025 reports Easy Connect strings that clients refuse.
var TNS025 = &rules.Rule{
	ID:       "TNS025",
	Name:     "easy-connect",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "A part of an Easy Connect string is none that clients take.",
	Why:      "The protocol is tcp or tcps, the server dedicated, shared or pooled; a host is a name or an address, an IPv6 address in brackets. Clients refuse the string, or take it for a name that they look up elsewhere: ORA-12261, NJS-515, DPY-4018.",
	Source:   easySource,
	Bad:      "-- tnsnames.ora --\nORCL = tpc://db1:1521/orcl:dedicate\n",
	Good:     "-- tnsnames.ora --\nORCL = tcp://db1:1521/orcl:dedicated\n",
	Check: easyConnects(func(p *rules.Pass, e tnsnames.Entry, c tnsnames.EasyConnect) {
		wrong := func(part tnsnames.Part, what, want string) {
			p.Report(part.Span, fmt.Sprintf("%s %q of %s is %s", what, part.Text, e.Alias(), want))
		}
		if c.Protocol.Given() && !oneOf(c.Protocol.Text, "tcp", "tcps", "sdp", "exadirect", "ws", "wss") {
			wrong(c.Protocol, "the protocol", "neither tcp nor tcps")
		}
		for _, h := range c.Hosts {
			if h.Name.Text != "" && !isHost(h.Name.Text) {
				wrong(h.Name, "the host", "no name and no address")
			}
		}
		if c.Server.Given() && !oneOf(c.Server.Text, "dedicated", "shared", "pooled") {
			wrong(c.Server, "the server", "none of dedicated, shared and pooled")
		}
		if c.Rest.Given() {
			wrong(c.Rest, "the text", "no part of an Easy Connect string")
		}
	}),
}

const easySource = "Oracle Database Net Services Administrator's Guide 23ai, Support for Easy Connect Plus (docs.oracle.com/en/database/oracle/oracle-database/23/netag/support-easy-connect-plus.html); " +
	"node-oracledb, lib/thin/sqlnet/ezConnectResolver.js; python-oracledb, src/oracledb/impl/base/parsers.pyx"

func oneOf(text string, words ...string) bool {
	for _, word := range words {
		if strings.EqualFold(text, word) {
			return true
		}
	}
	return false
}

// isHost reports whether a text is a host name or an address.
func isHost(text string) bool {
	if strings.Contains(text, ":") {
		_, err := netip.ParseAddr(text)
		return err == nil
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r < 0x80 && !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r))
	})
}
