package opswgw

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

const agentFile = "etc/opt/opsware/opswgw-agw0-C43/opswgw.properties"

func parse(text string) *File { return parseAs(agentFile, text) }

func parseAs(name, text string) *File {
	return Parse(parsers.NewSource(name, []byte(text), Format))
}

// apply gives the text after the edits, having checked the invariants.
func apply(t *testing.T, f *File, edits []parsers.Edit) string {
	t.Helper()
	raw, err := parsers.Apply(f.Source(), edits)
	require.NoError(t, err)
	parserstest.Invariants(t, Format.Read(f.Source().Name(), raw))
	return string(raw)
}

// fields writes the fields of an item with what they are written as, where
// that differs.
func fields(f *File, all ...Field) string {
	var parts []string
	for _, field := range all {
		switch written := string(f.Source().Slice(field.Span)); {
		case !field.Set:
			parts = append(parts, "-")
		case written == field.Text:
			parts = append(parts, field.Text)
		default:
			parts = append(parts, fmt.Sprintf("%s<%s>", field.Text, written))
		}
	}
	return strings.Join(parts, " ")
}

func TestTunnelSrc(t *testing.T) {
	for in, want := range map[string][]string{
		"opswgw.TunnelSrc=10.0.0.2:200:0:/var/c.pem\n":                                       {"10.0.0.2 - 200 0 /var/c.pem"},
		"opswgw.TunnelSrc=10.0.0.2:2001:200:0:/var/c.pem\r\n":                                {"10.0.0.2 2001 200 0 /var/c.pem"},
		"opswgw.TunnelSrc=10.0.0.2:2001:200:0":                                               {"10.0.0.2 2001 200 0 -"},
		"opswgw.TunnelSrc=gw.example.com:200:0:c.pem":                                        {"gw.example.com - 200 0 c.pem"},
		"opswgw.TunnelSrc=[2001:db8::1]:2001:200:0:/c":                                       {"[2001:db8::1] 2001 200 0 /c"},
		"opswgw.TunnelSrc=[2001:db8::1]:200:0:/c":                                            {"[2001:db8::1] - 200 0 /c"},
		"opswgw.TunnelSrc=a:2001:100:0:/c,b:2001:200:0:/c":                                   {"a 2001 100 0 /c", "b 2001 200 0 /c"},
		"opswgw.TunnelSrc=a:100:0:/c, \\\r\n   b:200\\\r\n   :0:/c\r\n":                      {"a - 100 0 /c", "b - 200 0 /c"},
		"opswgw.TunnelSrc=a\\:100\\:0\\:/c\n":                                                {"a - 100 0 /c"},
		"opswgw.TunnelSrc=a\\u003a1\\u00300\\:0\\:/c\n":                                      {"a - 100<1\\u00300> 0 /c"},
		"opswgw.TunnelSrc=a:100:0:\n":                                                        {"a - 100 0 "},
		"opswgw.TunnelSrc : a:100:0:/c\n":                                                    {"a - 100 0 /c"},
		"#opswgw.TunnelSrc=a:100:0:/c\n":                                                     {"#a - 100 0 /c"},
		"  # opswgw.TunnelSrc=a:100:0:/c,\\\n  #  b:200:0:/c\n":                              {"#a - 100 0 /c", "#b - 200 0 /c"},
		"opswgw.TunnelSrc=a:1:0:/c\n#opswgw.TunnelSrc=b:2:0:/c\nopswgw.TunnelSrc=d:3:0:/c\n": {"a - 1 0 /c", "#b - 2 0 /c", "d - 3 0 /c"},
		"opswgw.tunnelsrc=a:1:0:/c\nTunnelSrc=a:1:0:/c\n":                                    nil,
	} {
		f := parse(in)
		parserstest.Invariants(t, f)
		require.Empty(t, f.Problems(), "%q", in)
		var got []string
		for s := range f.TunnelSrcs() {
			require.Empty(t, s.Fault(), "%q", in)
			text := fields(f, s.Host, s.Port, s.Cost, s.Bandwidth, s.Cert)
			if s.Entry.Commented {
				text = "#" + text
			}
			got = append(got, text)
		}
		require.Equal(t, want, got, "%q", in)
	}
}

func TestTunnelDst(t *testing.T) {
	for in, want := range map[string]string{
		"2001":                          "- 2001 -",
		"127.0.0.1:2002":                "127.0.0.1 2002 -",
		"2001:/var/opswgw.pem":          "- 2001 /var/opswgw.pem",
		"10.0.0.1:2001:/var/opswgw.pem": "10.0.0.1 2001 /var/opswgw.pem",
		"[::1]:2002":                    "[::1] 2002 -",
		"2001:/c,127.0.0.1:2002":        "- 2001 /c; 127.0.0.1 2002 -",
	} {
		f := parse("opswgw.TunnelDst=" + in + "\n")
		require.Empty(t, f.Problems(), in)
		var got []string
		for d := range f.TunnelDsts() {
			got = append(got, fields(f, d.Host, d.Port, d.Cert))
		}
		require.Equal(t, want, strings.Join(got, "; "))
	}
}

func TestLoadBalanceRule(t *testing.T) {
	f := parse("opswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.0.0.1:2222,tcp:way:1018:STICKY:10.0.0.1:1018:10.0.0.2:1018\n")
	require.Empty(t, f.Problems())
	var got []string
	for r := range f.LoadBalanceRules() {
		text := fields(f, r.Protocol, r.Host, r.Port, r.Mode)
		for target := range r.Targets() {
			text += " " + fields(f, target.Host, target.Port)
		}
		got = append(got, text)
	}
	require.Equal(t, []string{"tcp hub ssh STICKY 10.0.0.1 2222", "tcp way 1018 STICKY 10.0.0.1 1018 10.0.0.2 1018"}, got)
}

func TestUnreadableValues(t *testing.T) {
	for in, place := range map[string]string{
		"opswgw.TunnelSrc=":                                            "1:18",
		"opswgw.TunnelSrc=10.0.0.1":                                    "1:18",
		"opswgw.TunnelSrc=a:200:0:/c,b":                                "1:29",
		"opswgw.TunnelSrc=a:200:0:/c,":                                 "1:29",
		"opswgw.TunnelSrc=:200:0:/c":                                   "1:18",
		"opswgw.TunnelSrc=a:1:2:3:/c:d":                                "1:18",
		"opswgw.TunnelDst=a":                                           "1:18",
		"opswgw.TunnelDst=:2002":                                       "1:18",
		"opswgw.TunnelDst=a:b":                                         "1:18",
		"opswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.0.0.1":           "1:24",
		"opswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.0.0.1:1:2":       "1:24",
		"opswgw.LoadBalanceRule=tcp::ssh:STICKY:10.0.0.1:2222":         "1:24",
		"opswgw.TunnelSrc=a:1:2:3:/c # note":                           "1:18",
		"opswgw.TunnelDst=2001:/c # note":                              "1:18",
		"opswgw.TunnelSrc=a:1:2:3:/c,\\\n# b:1:2:3:/c,\\\n d:1:2:3:/c": "2:1",
		"opswgw.TunnelSrc=a:1:2:3:/c,\\ \n b:1:2:3:/c":                 "1:29",
		"opswgw.TunnelSrc=a:1:2:3:/c\\ \n ,b:1:2:3:/c":                 "1:28",
		"opswgw.TunnelSrc=a:1:2:3:/c\\,\n b:1:2:3:/c":                  "1:28",
	} {
		f := parse(in)
		parserstest.Invariants(t, f)
		require.Len(t, f.Problems(), 1, in)
		p := f.Problems()[0]
		require.Equal(t, UnreadableRule, p.Rule)
		require.Equal(t, parsers.Warning, p.Severity)
		require.Equal(t, place, f.Source().Position(p.Span.Start).String(), in)
	}
	require.Empty(t, parse("opswgw.TunnelSrc=a:1:2:3:/c, \\\n b:1:2:3:/c\\\\ \n").Problems(), "a continuation, and an escaped backslash")
	require.Empty(t, parse("#opswgw.TunnelSrc=nothing\n").Problems(), "what is commented out is not judged")
	require.Empty(t, parse("opswgw.TunnelSrc=a@200:0:/c\n").Problems(), "@ has a rule of its own")
	require.Len(t, parse("opswgw.TunnelSrc=a:1\nopswgw.x=\\u1\nopswgw.TunnelDst=b\n").Problems(), 3)
}

// TestUnreadableValuesSayWhy: the true cause is named, and what only looks commented out does not count.
func TestUnreadableValuesSayWhy(t *testing.T) {
	for in, why := range map[string]string{
		"opswgw.TunnelSrc=a:1:2:3:/c # note":           "holds a blank, and what is behind it belongs to the value",
		"opswgw.TunnelSrc=a:1:2:3:/c,\\\n#b:1:2:3:/c":  `begins with "#", which comments nothing out within a list`,
		"opswgw.TunnelSrc=a:1:2:3:/c,\\ \n b:1:2:3:/c": "ends in a backslash and a blank",
		"opswgw.TunnelSrc=a:1:2:3:/c\\,\n b:1:2:3:/c":  `ends in "\,"`,
		"opswgw.TunnelSrc=a:1:2:3:/c,":                 "has a comma too many",
	} {
		f := parse(in)
		require.Contains(t, f.Problems()[0].Message, why, in)
		for i, tunnel := range slices.Collect(f.TunnelSrcs()) {
			require.Equal(t, i == 0 && tunnel.Text == "a:1:2:3:/c", tunnel.Counts(), in)
		}
	}
}

func TestGateway(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       Gateway
	}{
		{"/etc/opt/opsware/opswgw-cgw0-C43/opswgw.properties", "", Gateway{Core, "cgw0", "C43", true}},
		{"opswgw-agw0-New-York/opswgw.properties", "", Gateway{Agent, "agw0", "New-York", true}},
		{`C:\copy\opswgw-cgw1-C43\opswgw.properties`, "", Gateway{Core, "cgw1", "C43", true}},
		{"/etc/opt/opsware/opswgw/opswgw.properties", "opswgw.Gateway=cgw0-X", Gateway{Kind: Satellite, Named: true}},
		{"/etc/opt/opsware/opswgw-lb/opswgw.properties", "", Gateway{Kind: Balancer, Instance: "lb", Named: true}},
		{"opswgw.properties", "opswgw.Gateway=agw0-C43", Gateway{Agent, "agw0", "C43", false}},
		{"/tmp/x/opswgw.properties", "opswgw.Gateway=sat-paris", Gateway{Kind: Unknown}},
		{"/tmp/opswgw-odd/opswgw.properties", "opswgw.Gateway=cgw0-C43", Gateway{Core, "cgw0", "C43", false}},
	} {
		require.Equal(t, tc.want, parseAs(tc.name, tc.text).Gateway(), tc.name)
	}
}

func TestPeers(t *testing.T) {
	for in, want := range map[string]string{
		"10.0.0.2": "10.0.0.2", "10.0.0.2:2001": "10.0.0.2:2001", "GW.example.com:1": "GW.example.com:1",
		"2001:db8::1": "2001:db8::1", "[2001:DB8::1]:2001": "[2001:DB8::1]:2001", "[::1]": "::1",
	} {
		p, err := ParsePeer(in)
		require.NoError(t, err, in)
		require.Equal(t, want, p.String())
	}
	for _, in := range []string{"", ":2001", "a:", "a:0", "a:65536", "a:b", "a b", "a,b", "a/b", "a@b", "[a:1", "1:2:3",
		"999.1.1.1", "10.0.0", "10.0.0.1.", "010.0.0.1", "1.2.3.4.5", "10", "0x7f.1", "\"10.0.0.1\"", "'a'", "#a", "a#b", "a\tb", "-a", "a-", "a..b", ".a", "a_b c", "g\u00fc",
		"[10.0.0.1]", "[fe80::1%a b]", "fe80::1%a b", "[::1", "::1]", "2001:db8::1:2001:x", strings.Repeat("a", 64), strings.Repeat("a.", 127) + "a", "10.0.0.1:65536", "10.0.0.1:-1", "10.0.0.1:+1", "10.0.0.1: 1"} {
		_, err := ParsePeer(in)
		require.Error(t, err, in)
	}
	same := func(a, b string) bool {
		x, _ := ParsePeer(a)
		y, _ := ParsePeer(b)
		return x.Same(y)
	}
	require.True(t, same("10.0.0.2", "10.0.0.2:2001"))
	require.False(t, same("10.0.0.2:2002", "10.0.0.2:2001"))
	require.True(t, same("GW.Example.com.", "gw.example.com"))
	require.True(t, same("2001:db8:0::1", "[2001:DB8::1]:5"))
	require.True(t, same("::ffff:10.0.0.2", "10.0.0.2"))
	require.True(t, same("localhost", "127.0.0.1:2002"))
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a=1\n": 0, "# opswgw.Realm=x\n": 0, "#\n\nopswgw.Realm=x\n": 60, "opswgw Realm": 0} {
		require.Equal(t, want, Format.Sniff([]byte(text)), "%q", text)
	}
}

func TestProfile(t *testing.T) {
	p, err := LoadProfile(nil)
	require.NoError(t, err)
	require.Equal(t, uint16(2001), p.Listener.Port)
	require.True(t, p.Listener.Assumed)
	require.NotEmpty(t, p.Listener.Reason)
	require.Equal(t, []string{
		"/etc/opt/opsware/opswgw-agw0-C43/opswgw.pem",
		"/var/opt/opsware/opswgw-agw0-C43/opswgw.pem",
		"/var/opt/opsware/crypto/opswgw-agw0-C43/opswgw.pem",
	}, p.Certificates(parse("")))
	satellite := parseAs("opswgw/opswgw.properties", "opswgw.Gateway=paris\n")
	require.Equal(t, []string{"/var/opt/opsware/crypto/opswgw-paris/opswgw.pem"}, p.Certificates(satellite))
	require.Empty(t, p.Certificates(parseAs("opswgw/opswgw.properties", "opswgw.Gateway=../x\n")))
	require.Equal(t, "is no number from 0 to 7", p.Level.Fault(Field{Text: "8"}))
}

// TestRangesLeftOut: a profile that leaves a range out lets every number pass.
func TestRangesLeftOut(t *testing.T) {
	for _, n := range []string{"0", "200", "99999999999"} {
		require.Empty(t, Range{}.Fault(Field{Text: n}))
	}
	require.Equal(t, "is no number", Range{}.Fault(Field{Text: "high"}))
}

func TestGoldenRoundTrip(t *testing.T) {
	for _, file := range parserstest.Golden(t, "opswgw.properties") {
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			d := Format.Read(file, raw)
			parserstest.Invariants(t, d)
			for pick := range 40 {
				verbs(t, d.(*File), pick)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("# a comment\nopswgw.TunnelSrc=10.0.0.2:2001:200:0:/var/opt/opsware/crypto/opswgw.pem\n", 10_000))
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(parsers.NewSource("opswgw.properties", raw, Format))
	}
}
