package linuxha_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	view "cfgtool/parsers/linuxha"
	"cfgtool/parsers/parserstest"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/linuxha"
)

func application(name, text string) parsers.Document {
	return view.AppconfFormat.Read(name, []byte(text))
}

func TestAppconf(t *testing.T) {
	for name, c := range map[string]struct{ before, after string }{
		"elements": {
			"<a>\n  <network>\n    <!-- of 1.0 -->\n    <old>1</old>\n    <ip>1.1.1.1</ip>\n    <older/>\n    <old>2</old>\n  </network>\n  <old/>\n</a>\n",
			"<a>\n  <network>\n    <!-- of 1.0 -->\n    <ip>1.1.1.1</ip>\n  </network>\n  <old/>\n</a>\n"},
		"attributes": {
			"<a>\n  <network ip='1.1.1.1' old='1' older = \"2\"/><network old='1'\n    ip='1.1.1.2'/>\n</a>",
			"<a>\n  <network ip='1.1.1.1'/><network\n    ip='1.1.1.2'/>\n</a>"},
		"both": {
			"<a>\n  <network old='1'>\n    <old>1</old>\n  </network>\n</a>",
			"<a>\n  <network>\n  </network>\n</a>"},
		"one line":   {"<a><network><old/><ip/> <older/></network></a>", "<a><network><ip/></network></a>"},
		"nested":     {"<a><network><old><network><old/><older/></network></old></network></a>", "<a><network></network></a>"},
		"no network": {"<a><old/></a>", "<a><old/></a>"},
		"unused":     {"<a><network ip=''/></a>", "<a><network ip=''/></a>"},
	} {
		for style, restyle := range styles {
			t.Run(name+" "+style, func(t *testing.T) {
				result := migrate(t, application("appconf.xml", restyle(c.before)), rewriters.Inputs{Drop: []string{"old", "older", "old"}})
				require.Equal(t, restyle(c.after), string(result.Source().Bytes()))
			})
		}
	}
}

func TestAppconfNotes(t *testing.T) {
	doc := application("appconf.xml", "<a><network old=''/></a>")
	p, err := plan(doc, rewriters.Inputs{})
	require.NoError(t, err)
	require.Empty(t, p.Stated)
	require.Empty(t, p.Assumed)
	require.Len(t, p.Notes, 1)
	require.Contains(t, p.Notes[0], "nothing is named to remove from network: the list of attributes that 1.1 no longer uses is lost")

	p, err = plan(application("appconf.xml", "<a/>"), rewriters.Inputs{Drop: []string{"old"}})
	require.NoError(t, err)
	require.Equal(t, []string{"there is no network element to remove old from"}, p.Notes)
}

func TestNext(t *testing.T) {
	next := func(doc parsers.Document) []string {
		steps, err := linuxha.Product.Next(doc, profile.Set{})
		require.NoError(t, err)
		var lines []string
		for _, n := range steps {
			require.NotEmpty(t, n.Source)
			lines = append(lines, n.Run)
		}
		return lines
	}
	for name, c := range map[string]struct{ path, text, app string }{
		"directory":    {"/etc/cluster/apache/appconf.xml", "<a name='x'/>", "apache"},
		"under a root": {"/mnt/etc/cluster/./db-1/appconf.xml", "<a/>", "db-1"},
		"attribute":    {"appconf.xml", "<a name='web'/>", "web"},
		"element":      {"/tmp/apache/appconf.xml", "<a><application> web </application></a>", "web"},
		"unknown":      {"appconf.xml", "<a><network name='x'/></a>", "<application>"},
		"hostile":      {"/etc/cluster/a;reboot/appconf.xml", "<a name='$(reboot)'/>", "<application>"},
		"an option":    {"appconf.xml", "<a name='--all'/>", "<application>"},
		"no root":      {"appconf.xml", "", "<application>"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, []string{
				"clbuildapp --force --vgbuild --verbose --application " + c.app,
				"clbuildapp --force --build --verbose --application " + c.app,
			}, next(application(c.path, c.text)))
		})
	}
	require.Equal(t, []string{"clbuild --verbose --force"}, next(read("<c/>")))
	require.Empty(t, next(view.ClstartFormat.Read("clstart.xml", nil)))
}

// FuzzLinuxha: a migration succeeds and is idempotent, or refuses; it never panics.
func FuzzLinuxha(f *testing.F) {
	for _, seed := range []string{
		"<clconf>\n  <global>\n    <x>1</x>\n  </global>\n</clconf>\n",
		"<c><global cldaemon_port='8900'/><net_known_connections>\n\u00A01.1.1.1 <!-- a\nb -->\n</net_known_connections></c>",
		"<c>\r\n\t<global/>\r\n\t<net_known_connections><![CDATA[1.1.1.1\r\n]]></net_known_connections></c>",
		"<!DOCTYPE c [<!ENTITY e '<global/>'>]><c>&e;<global>&#49;</global></c>",
		"<a><network><old/><network old=''/></network></a>",
		"<a name='x'><network>\n<old>\n</old></network></a>",
		latin1("<c><global/>\u00C2\u00A0</c>"), utf16le("<c><global></global></c>"),
	} {
		f.Add([]byte(seed), "10.0.0.1", uint16(8900), true)
		f.Add([]byte(seed), "::1", uint16(1), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, ip string, port uint16, clconf bool) {
		doc := view.AppconfFormat.Read("appconf.xml", raw)
		if clconf {
			doc = view.ClconfFormat.Read("clconf.xml", raw)
		}
		parserstest.Invariants(t, doc)
		in := rewriters.Inputs{KnownConnections: []string{ip}, Ports: map[string]int{"clnetd_port": int(port)}, Drop: []string{"old", "ip"}}
		if _, err := linuxha.Product.Next(doc, nil); err != nil {
			t.Fatal(err)
		}
		p, err := plan(doc, in)
		if err != nil {
			return
		}
		require.Zero(t, parsers.Errors(doc.Problems()))
		c, err := change.Build(doc, append(p.Stated[:len(p.Stated):len(p.Stated)], p.Assumed...)...)
		if err != nil {
			require.NotContains(t, err.Error(), "internal error")
			return
		}
		again, err := plan(c.New, in)
		require.NoError(t, err)
		second, err := change.Build(c.New, append(again.Stated, again.Assumed...)...)
		require.NoError(t, err)
		require.True(t, second.Empty(), "a second run changes %q to %q", c.After, second.After)
	})
}
