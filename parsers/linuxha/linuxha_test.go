package linuxha_test

import (
	"net/netip"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/parserstest"
	"cfgtool/parsers/profile"
	"cfgtool/parsers/xmlconf"
)

func TestViews(t *testing.T) {
	for _, f := range (parsers.Formats{linuxha.ClconfFormat, linuxha.AppconfFormat, linuxha.ClstartFormat}) {
		doc := f.Read(f.Names[0], []byte("<a>\n\u00A0<b c='1'>2</b></a>"))
		parserstest.Invariants(t, doc)
		base, ok := parsers.As[*xmlconf.File](doc)
		require.True(t, ok)
		require.Equal(t, "a", base.Root().Name())
		require.Equal(t, f.ID, doc.Source().Format().ID)
	}
}

func TestDetect(t *testing.T) {
	all := parsers.Formats{linuxha.ClconfFormat, linuxha.AppconfFormat, linuxha.ClstartFormat, xmlconf.Format}
	for name, want := range map[string]string{"/etc/cluster/clconf.xml": "clconf", "a/appconf.xml": "appconf", "clstart.xml": "clstart", "x.xml": "xml", "-": "clstart"} {
		f, err := all.Detect(name, []byte("<clstart_config/>"))
		require.NoError(t, err)
		require.Equal(t, want, f.ID)
	}
}

func clconf(text string) *linuxha.Clconf {
	return linuxha.ClconfFormat.Read("clconf.xml", []byte(text)).(*linuxha.Clconf)
}

func load(t testing.TB) *linuxha.Profile {
	p, err := linuxha.LoadProfile(nil)
	require.NoError(t, err)
	return p
}

// TestConnections: words and their places, whatever separates them.
func TestConnections(t *testing.T) {
	p := load(t)
	for text, want := range map[string][]string{
		"": nil,
		"\n\u00A0\u00A01.1.1.1\n \u00A02.2.2.2\u00A0\n":  {"1.1.1.1", "2.2.2.2"},
		"\u00C2\u00A0\u00C2\u00A01.1.1.1":                {"1.1.1.1"},
		"1.1.1.1<!-- a b -->2\t<?x y?>3":                 {"1.1.1.12", "3"},
		"<![CDATA[ 1.1.1.1\n2.2.2.2]]>":                  {"1.1.1.1", "2.2.2.2"},
		"1.1.1.1 <ip>3.3.3.3<b/> 4</ip> 2.2.2.2 <ip/> 5": {"1.1.1.1", "2.2.2.2", "5"},
		"router\u00C2 \u00E9":                            {"router\u00C2", "\u00E9"},
	} {
		c := clconf("<c><net_known_connections>" + text + "</net_known_connections></c>")
		var got []string
		for _, known := range c.Connections(c.Sections(p)[0]) {
			got = append(got, known.Text)
			if !strings.Contains(text, "<!--") {
				require.Equal(t, known.Text, string(c.Source().Slice(known.Span)))
			}
		}
		require.Equal(t, want, got, text)
	}
	c := clconf("<c><net_known_connections> 1.1.1.&#49; </net_known_connections></c>")
	section := c.Sections(p)[0]
	require.Equal(t, []linuxha.Connection{{Text: "1.1.1.1", Span: section.Content()}}, c.Connections(section))
}

func TestPastedIndents(t *testing.T) {
	for text, want := range map[string][]string{
		"<a>\n  <b/>\n</a>":                                    nil,
		"<a>\n\u00A0 <b/>\n \u00A0\n</a>":                      {"\u00A0 ", " \u00A0"},
		"\u00A0<a>\r\n\u00C2\u00A0 1\r\u00A0</a>":              {"\u00A0", "\u00C2\u00A0 ", "\u00A0"},
		"<a>x\u00A0y\n<!--\n\u00A0--><![CDATA[\n\u00A0]]></a>": nil,
		"<a b='\n\u00A0'\n\u00A0c=''/>":                        {"\u00A0"},
		"<a>\u00C2\n\u00C2 </a>":                               nil,
	} {
		c := clconf(text)
		var got []string
		for _, span := range linuxha.PastedIndents(c.File) {
			got = append(got, string(c.Source().Slice(span)))
		}
		require.Equal(t, want, got, text)
	}
	require.Equal(t, " \t  ", linuxha.PlainIndent("\u00A0\t\u00C2\u00A0 "))
}

func TestEntries(t *testing.T) {
	c := clconf("<c><global a='1' b=''><b> 2\n</b><c/><d><!-- x -->3</d></global></c>")
	global, err := c.Global(load(t))
	require.NoError(t, err)
	var got []string
	for e := range linuxha.Entries(c.File, global) {
		got = append(got, e.Name+"="+e.Value+" at "+string(c.Source().Slice(e.Span)))
	}
	require.Equal(t, []string{"a=1 at 1", "b= at b=''", "b=2 at 2", "c= at <c/>", "d=3 at <d>"}, got)
}

func TestNumbers(t *testing.T) {
	c := clconf("<c a='8900'><b> 8901 </b><d>0</d><e>65536</e><f>-1</f><g>80 81</g></c>")
	require.Equal(t, map[int]bool{8900: true, 8901: true}, c.Numbers())
}

func TestOwnAddresses(t *testing.T) {
	a := linuxha.AppconfFormat.Read("appconf.xml", []byte("<a ip='1.1.1.1'><network netmask='255.0.0.0'><gateway>9.9.9.9</gateway><ip> 1.1.1.2</ip><address>host</address></network></a>")).(*linuxha.Appconf)
	p := load(t)
	p.Appconf.Addresses = append(p.Appconf.Addresses, linuxha.Name{Name: "gateway"}, linuxha.Name{Name: "netmask"})
	var got []netip.Addr
	for _, own := range a.OwnAddresses(p) {
		got = append(got, own.Addr)
	}
	require.Equal(t, []netip.Addr{netip.MustParseAddr("1.1.1.1"), netip.MustParseAddr("1.1.1.2")}, got)
}

func TestVersion(t *testing.T) {
	parse := func(s string) linuxha.Version {
		v, ok := linuxha.ParseVersion(s)
		require.True(t, ok, s)
		return v
	}
	require.False(t, parse("1.1.01").Less(parse("1.1")))
	require.False(t, parse("1.1").Less(parse("1.1.01")))
	require.True(t, parse("1.0.4\n").Less(parse("1.1")))
	require.True(t, parse("1.9").Less(parse("1.10")))
	require.True(t, parse("1.9").Less(parse("2.0")))
	for _, bad := range []string{"", "1", "1.", "v1.1", "1.1 beta", "1.99999999999999999999", "1.1\n1.2"} {
		_, ok := linuxha.ParseVersion(bad)
		require.False(t, ok, bad)
	}
	_, err := linuxha.ReadVersion(fstest.MapFS{"VERSION/x": {}}, "VERSION")
	require.ErrorIs(t, err, linuxha.ErrNoVersion)
}

func TestLoadProfile(t *testing.T) {
	const head = "schema: cfgtool.profile/1\nproduct: linuxha\n"
	const names = "appconf: {network: {name: n}}\nclconf:\n  global: {name: g}\n  connections: {name: c}\n"
	for text, want := range map[string]string{
		head + "clconf:\n  global: {assumed: true}":          "clconf.global has no name",
		head + names + "  prts: []":                          "unknown field",
		head + names + "  ports: [{port: 1}]":                "clconf.ports has no name",
		head + names + "  ports: [{name: a, assumed: true}]": "clconf.ports: a is assumed without a reason",
		head + names + "  ports: [{name: a, port: 65536}]":   "a is 65536, which is not in 1 to 65535",
		head + names + "  ports: [{name: a}, {name: a}]":     "clconf.ports has \"a\" twice",
		head + names + "  like: {name: '['}":                 "is no pattern",
	} {
		set := profile.Set{}
		require.NoError(t, set.Add("p.yaml", []byte(text)))
		_, err := linuxha.LoadProfile(set)
		require.ErrorContains(t, err, want)
	}
	set := profile.Set{}
	require.NoError(t, set.Add("p.yaml", []byte(head+"clconf:\n  global: {name: g}\n  ports: []\n")))
	site, err := linuxha.LoadProfile(set)
	require.NoError(t, err)
	p := load(t)
	require.Equal(t, linuxha.Name{Name: "g"}, site.Clconf.Global, "what a profile states is no longer assumed")
	require.Empty(t, site.Clconf.Ports)
	require.Equal(t, p.Appconf, site.Appconf, "what a profile leaves out is as in the embedded one")
	require.Empty(t, p.Appconf.Dropped)
	for _, port := range p.Clconf.Ports {
		require.True(t, port.Assumed)
		require.NotEmpty(t, port.Reason)
		require.Equal(t, port.Daemon+"_port", port.Name)
	}
}

// TestGolden: every golden file keeps the invariants.
func TestGolden(t *testing.T) {
	for _, f := range (parsers.Formats{linuxha.ClconfFormat, linuxha.AppconfFormat, linuxha.ClstartFormat}) {
		files := parserstest.Golden(t, f.Names[0])
		require.NotEmpty(t, files)
		for _, file := range files {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			parserstest.Invariants(t, f.Read(f.Names[0], raw))
		}
	}
}

func BenchmarkConnections(b *testing.B) {
	text := "<c>" + strings.Repeat("<node name='n'><ip>10.0.0.1</ip></node>\n", 1000) +
		"<net_known_connections>" + strings.Repeat("\n10.0.0.1", 1000) + "</net_known_connections></c>"
	p := load(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		c := clconf(text)
		if n := len(c.Connections(c.Sections(p)[0])); n != 1000 {
			b.Fatal(n)
		}
	}
}
