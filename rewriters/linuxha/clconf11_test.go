package linuxha_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	view "cfgtool/parsers/linuxha"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/linuxha"
)

// five are the entries that the embedded profile assumes, as lines.
const five = "    <cldaemon_port>8900</cldaemon_port>\n    <cllockd_port>8901</cllockd_port>\n    <clnetd_port>8902</clnetd_port>\n" +
	"    <clhbd_port>8903</clhbd_port>\n    <clhbd2_port>8904</clhbd2_port>\n"

// section is the known connection 10.0.0.1, as lines.
const section = "  <net_known_connections>\n    10.0.0.1\n  </net_known_connections>\n"

func TestClconf(t *testing.T) {
	inline := func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "    ", ""), "\n", "") }
	for name, c := range map[string]struct{ before, after string }{
		"elements": {
			"<clconf>\n  <global>\n    <x>1</x>\n  </global>\n  <node/>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x>1</x>\n" + five + "  </global>\n  <node/>\n" + section + "</clconf>\n"},
		"attributes": {
			"<clconf>\n  <global x='1'/>\n</clconf>\n",
			"<clconf>\n  <global x='1' cldaemon_port='8900' cllockd_port='8901' clnetd_port='8902' clhbd_port='8903' clhbd2_port='8904'/>\n" + section + "</clconf>\n"},
		"attributes on lines": {
			"<clconf>\n  <global\n    x=\"1\"\n    clnetd_port=\"77\"\n  ><y/></global>\n</clconf>\n",
			"<clconf>\n  <global\n    x=\"1\"\n    clnetd_port=\"77\"\n    cldaemon_port=\"8900\"\n    cllockd_port=\"8901\"\n    clhbd_port=\"8902\"\n    clhbd2_port=\"8903\"\n  ><y/></global>\n" + section + "</clconf>\n"},
		"used numbers": {
			"<clconf>\n  <global>\n    <x>8900</x>\n    <y n=\"8902\"/>\n  </global>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x>8900</x>\n    <y n=\"8902\"/>\n    <cldaemon_port>8901</cldaemon_port>\n    <cllockd_port>8903</cllockd_port>\n    <clnetd_port>8904</clnetd_port>\n" +
				"    <clhbd_port>8905</clhbd_port>\n    <clhbd2_port>8906</clhbd2_port>\n  </global>\n" + section + "</clconf>\n"},
		"empty element": {
			"<clconf>\n  <global/>\n</clconf>\n",
			"<clconf>\n  <global>\n" + five + "  </global>\n" + section + "</clconf>\n"},
		"empty element with an end tag": {
			"<clconf>\n  <global></global>\n</clconf>\n",
			"<clconf>\n  <global>\n" + five + "  </global>\n" + section + "</clconf>\n"},
		"comment in global": {
			"<clconf>\n  <global>\n    <!-- ports -->\n  </global>\n</clconf>\n",
			"<clconf>\n  <global>\n    <!-- ports -->\n" + five + "  </global>\n" + section + "</clconf>\n"},
		"one line": {
			"<clconf><global/></clconf>",
			"<clconf><global>" + inline(five) + "</global><net_known_connections>10.0.0.1</net_known_connections></clconf>"},
		"no final newline": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n</clconf>",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n" + section + "</clconf>"},
		"deeper global": {
			"<clconf>\n  <cluster>\n  <global>\n    <x/>\n  </global>\n  </cluster>\n</clconf>\n",
			"<clconf>\n  <cluster>\n  <global>\n    <x/>\n" + five + "  </global>\n  </cluster>\n" + section + "</clconf>\n"},
		"section in lines": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections>\n  192.168.1.1 <!-- router -->\n  <!-- end -->\n  </net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n  <net_known_connections>\n  192.168.1.1 <!-- router -->\n  10.0.0.1\n  <!-- end -->\n  </net_known_connections>\n</clconf>\n"},
		"section on one line": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections>192.168.1.1</net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n  <net_known_connections>192.168.1.1 10.0.0.1</net_known_connections>\n</clconf>\n"},
		"section as pasted": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections>\n\u00A0192.168.1.1\n\u00A0 </net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n  <net_known_connections>\n\u00A0192.168.1.1\n 10.0.0.1\n\u00A0 </net_known_connections>\n</clconf>\n"},
		"section without content": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections/>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n" + section + "</clconf>\n"},
		"section of blanks": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections>\n  </net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n" + section + "</clconf>\n"},
		"section with a comment": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections>\n    <!-- none yet -->\n  </net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n  <net_known_connections>\n    <!-- none yet -->\n    10.0.0.1\n  </net_known_connections>\n</clconf>\n"},
		"section in CDATA": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections><![CDATA[\n    192.168.1.1\n  ]]></net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n  <net_known_connections><![CDATA[\n    192.168.1.1\n    10.0.0.1\n  ]]></net_known_connections>\n</clconf>\n"},
		"address is there": {
			"<clconf>\n  <global>\n    <x/>\n  </global>\n  <net_known_connections> 10.0.0.1 </net_known_connections>\n</clconf>\n",
			"<clconf>\n  <global>\n    <x/>\n" + five + "  </global>\n  <net_known_connections> 10.0.0.1 </net_known_connections>\n</clconf>\n"},
	} {
		for style, restyle := range styles {
			t.Run(name+" "+style, func(t *testing.T) {
				doc := read(restyle(c.before))
				result := migrate(t, doc, rewriters.Inputs{KnownConnections: []string{"10.0.0.1", "10.0.0.1"}})
				require.Equal(t, restyle(c.after), string(result.Source().Bytes()))
			})
		}
	}
}

// styles are ways in which one file may be written.
var styles = map[string]func(string) string{
	"LF":      func(s string) string { return s },
	"CRLF":    func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"CR":      func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
	"BOM":     func(s string) string { return "\uFEFF" + s },
	"tabs":    func(s string) string { return strings.ReplaceAll(s, "  ", "\t") },
	"Latin-1": latin1,
	"UTF-16":  utf16le,
	"prolog":  func(s string) string { return "<?xml version=\"1.0\"?><!-- é -->" + s },
}

func latin1(s string) string {
	var b strings.Builder
	for _, r := range `<?xml version="1.0" encoding="ISO-8859-1"?><!-- é -->` + s {
		b.WriteByte(byte(r))
	}
	return b.String()
}

func utf16le(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	return b.String()
}

func read(text string) parsers.Document { return view.ClconfFormat.Read("clconf.xml", []byte(text)) }

// plan fills in what the command line does.
func plan(doc parsers.Document, in rewriters.Inputs) (rewriters.Plan, error) {
	if in.To == "" {
		in.To = "1.1"
	}
	if in.PortBase == 0 {
		in.PortBase = 8900
	}
	if _, ok := doc.(*view.Appconf); ok {
		return linuxha.Appconf11.Plan(doc, in)
	}
	return linuxha.Clconf11.Plan(doc, in)
}

// migrate runs a migration with all that is assumed, in one build and in two,
// twice; the results must be the same, and the second run must do nothing.
func migrate(t *testing.T, doc parsers.Document, in rewriters.Inputs) parsers.Document {
	t.Helper()
	p, err := plan(doc, in)
	require.NoError(t, err)
	all := append(p.Stated[:len(p.Stated):len(p.Stated)], p.Assumed...)
	c, err := change.Build(doc, all...)
	require.NoError(t, err)

	stated, err := change.Build(doc, p.Stated...)
	require.NoError(t, err)
	later, err := plan(stated.New, in)
	require.NoError(t, err)
	rest, err := change.Build(stated.New, append(later.Stated[:len(later.Stated):len(later.Stated)], later.Assumed...)...)
	require.NoError(t, err)
	require.Equal(t, string(c.After), string(rest.After), "the result depends on when the assumed steps run")

	again, err := plan(c.New, in)
	require.NoError(t, err)
	require.Empty(t, again.Assumed)
	require.Empty(t, again.Why)
	second, err := change.Build(c.New, append(again.Stated, again.Assumed...)...)
	require.NoError(t, err)
	require.True(t, second.Empty())
	return c.New
}

func TestClconfStated(t *testing.T) {
	before := "<clconf>\n  <global>\n    <clnetd_port>7000</clnetd_port>\n  </global>\n</clconf>\n"
	p, err := plan(read(before), rewriters.Inputs{Ports: map[string]int{"clhbd_port": 8900, "other": 1, "clnetd_port": 7000}})
	require.NoError(t, err)
	c, err := change.Build(read(before), p.Stated...)
	require.NoError(t, err)
	require.Equal(t, "<clconf>\n  <global>\n    <clnetd_port>7000</clnetd_port>\n    <clhbd_port>8900</clhbd_port>\n    <other>1</other>\n  </global>\n</clconf>\n", string(c.After))
	require.Len(t, p.Assumed, 1)
	require.Len(t, p.Why, 1)
	require.Contains(t, p.Why[0], "cldaemon_port, cllockd_port, clhbd2_port: the howto lost")
	require.Len(t, p.Notes, 1)
	require.Contains(t, p.Notes[0], "net_known_connections is highly recommended")
}

func TestClconfProfileStates(t *testing.T) {
	profiles := profile.Set{}
	require.NoError(t, profiles.Add("site.yaml", []byte("schema: cfgtool.profile/1\nproduct: linuxha\nclconf:\n  global: {name: global}\n  connections: {name: net_known_connections}\n"+
		"  ports:\n  - {name: a_port, port: 100}\n  - {name: b_port}\nappconf:\n  network: {name: network}\n  dropped: [{name: old}, {name: maybe, assumed: true, reason: it looks so}]\n")))
	doc := read("<clconf>\n  <global>\n    <x/>\n  </global>\n</clconf>\n")
	in := rewriters.Inputs{Profiles: profiles, PortBase: 100}
	p, err := plan(doc, in)
	require.NoError(t, err)
	require.Len(t, p.Stated, 1)
	require.Len(t, p.Assumed, 1)
	require.Equal(t, []string{"b_port: the profile states no number, so one is taken from --port-base on"}, p.Why)
	require.Equal(t, "<clconf>\n  <global>\n    <x/>\n    <a_port>100</a_port>\n    <b_port>101</b_port>\n  </global>\n</clconf>\n",
		string(migrate(t, doc, in).Source().Bytes()))

	app := view.AppconfFormat.Read("appconf.xml", []byte("<a>\n  <network old='1' maybe='2'/>\n</a>\n"))
	p, err = plan(app, in)
	require.NoError(t, err)
	require.Equal(t, []string{"maybe: it looks so"}, p.Why)
	require.Equal(t, "<a>\n  <network/>\n</a>\n", string(migrate(t, app, in).Source().Bytes()))
}

func TestClconfRefuses(t *testing.T) {
	fine := "<clconf><global><clhbd_port>1</clhbd_port></global></clconf>"
	for name, c := range map[string]struct {
		text, want string
		in         rewriters.Inputs
	}{
		"no global":         {text: "<clconf>\n  <a/>\n</clconf>", want: "clconf.xml:1:1: <clconf> has no <global> in it"},
		"two globals":       {text: "<clconf>\n  <global/>\n  <global/></clconf>", want: "clconf.xml:3:3: there is a second <global>; the first is at 2:3"},
		"no root":           {text: "", want: "mend this first"},
		"port":              {text: fine, want: "a port is 1 to 65535", in: rewriters.Inputs{Ports: map[string]int{"x": 65536}}},
		"port zero":         {text: fine, want: "a port is 1 to 65535", in: rewriters.Inputs{Ports: map[string]int{"x": 0}}},
		"base":              {text: fine, want: "--port-base -1", in: rewriters.Inputs{PortBase: -1}},
		"no port left":      {text: fine, want: "no free port from --port-base 65535 on for cllockd_port", in: rewriters.Inputs{PortBase: 65535}},
		"address":           {text: fine, want: "\"router\": this is no IP address", in: rewriters.Inputs{KnownConnections: []string{"router"}}},
		"zone":              {text: fine, want: "this is no IP address", in: rewriters.Inputs{KnownConnections: []string{"fe80::1%eth0"}}},
		"another number":    {text: fine, want: "clconf.xml:1:29: clhbd_port is \"1\" here, and --port says 2", in: rewriters.Inputs{Ports: map[string]int{"clhbd_port": 2}}},
		"no name":           {text: fine, want: "cannot be the name of an element", in: rewriters.Inputs{Ports: map[string]int{"a b": 2}}},
		"two sections":      {text: "<c>\n<global/><net_known_connections/><net_known_connections/></c>", want: "2:34: there is a second <net_known_connections>", in: known},
		"deeper section":    {text: "<c>\n<global><net_known_connections/></global></c>", want: "2:9: <net_known_connections> is a top level section, and stands in <global> here", in: known},
		"section of others": {text: "<c><global/><net_known_connections><ip>1.1.1.1</ip></net_known_connections></c>", want: "1:36: <net_known_connections> holds the element <ip>", in: known},
		"references":        {text: "<c><global/><net_known_connections>1.1.1.&#49;</net_known_connections></c>", want: "written with references; add 10.0.0.1 by hand", in: known},
		"broken file":       {text: "<c><global/></d>", want: "mend this first"},
		"bad profile":       {text: fine, want: "unknown field", in: rewriters.Inputs{Profiles: profile.Set{"linuxha": {Name: "p", Data: []byte("schema: cfgtool.profile/1\nproduct: linuxha\nx: 1\n")}}}},
	} {
		t.Run(name, func(t *testing.T) {
			doc := read(c.text)
			p, err := plan(doc, c.in)
			if err == nil {
				_, err = change.Build(doc, append(p.Stated, p.Assumed...)...)
			}
			require.ErrorContains(t, err, c.want)
		})
	}
}

var known = rewriters.Inputs{KnownConnections: []string{"10.0.0.1"}}

func TestInstalled(t *testing.T) {
	doc := read("<clconf><global/></clconf>")
	at := func(version string) fstest.MapFS {
		return fstest.MapFS{"VERSION": {Data: []byte(version)}, "etc/cluster/VERSION": {Data: []byte(version)}}
	}
	for version, want := range map[string]string{
		"1.1.01\n": "", "1.1": "", "01.001.9\n": "",
		"1.0.4\n":   "VERSION says that 1.0.4 is installed; the howto installs 1.1 before it changes this file",
		"what?\n":   "VERSION: it holds no version such as 1.1.01",
		"1.2.0\n":   "refused: VERSION says that 1.2.0 is installed, which is newer than 1.1",
		"1.10.0\n":  "refused: VERSION says that 1.10.0 is installed",
		"2.0\n":     "refused: VERSION says that 2.0 is installed",
		"1.1.01\nx": "holds no version",
	} {
		for _, in := range []rewriters.Inputs{{Root: at(version)}, {Beside: at(version)}, {Root: fstest.MapFS{}, Beside: at(version)}} {
			p, err := plan(doc, in)
			said := strings.Join(p.Notes, "\n")
			if err != nil {
				said = "refused: " + strings.TrimPrefix(err.Error(), "clconf.xml: ")
			}
			said = strings.ReplaceAll(said, "etc/cluster/", "")
			require.Contains(t, said, want, "%q", version)
			if want == "" {
				require.NotContains(t, said, "VERSION")
			}
		}
	}
	_, err := plan(doc, rewriters.Inputs{Root: fstest.MapFS{}, Beside: fstest.MapFS{"VERSION/x": {}}})
	require.NoError(t, err)
}

// TestClconfRemoved: what the migration adds can be taken away again.
func TestClconfRemoved(t *testing.T) {
	for name, before := range map[string]string{
		"elements":           "<clconf>\n  <global>\n    <x>1</x>\n  </global>\n</clconf>\n",
		"comment":            "<clconf>\n  <global>\n    <!-- x -->\n  </global>\n</clconf>\n",
		"attributes":         "<clconf>\n  <global\n    x = '1'/>\n</clconf>",
		"one line":           "<clconf><global><x/></global></clconf>",
		"no line of its own": "<clconf> <global x=''/> <node/>\n</clconf>\n",
	} {
		for style, restyle := range styles {
			t.Run(name+" "+style, func(t *testing.T) {
				doc := read(restyle(before))
				after := migrate(t, doc, known)
				var steps []change.Step
				for _, entry := range []string{"cldaemon_port", "cllockd_port", "clnetd_port", "clhbd_port", "clhbd2_port"} {
					steps = append(steps, func(d parsers.Document) ([]parsers.Edit, error) {
						c := d.(*view.Clconf)
						return view.RemoveEntries(c.File, c.Root().Child("global"), entry, "test")
					})
				}
				steps = append(steps, func(d parsers.Document) ([]parsers.Edit, error) {
					c := d.(*view.Clconf)
					if section := c.Root().Child("net_known_connections"); section != nil {
						return c.RemoveElement(section, "test")
					}
					return nil, nil
				})
				c, err := change.Build(after, steps...)
				require.NoError(t, err)
				require.Equal(t, restyle(before), string(c.After))
			})
		}
	}
}

func TestIPv6Note(t *testing.T) {
	p, err := plan(read("<c><global/></c>"), rewriters.Inputs{KnownConnections: []string{"2001:DB8::1", "2001:db8:0::1"}})
	require.NoError(t, err)
	require.Len(t, p.Notes, 1)
	require.Contains(t, p.Notes[0], "2001:db8::1 is an IPv6 address")
}
