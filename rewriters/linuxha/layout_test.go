package linuxha_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	view "cfgtool/parsers/linuxha"
)

// TestLayouts: the migration works on files of any layout, whatever stands
// between, and adds nothing but what it means to.
func TestLayouts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	blank := func() string {
		return one("", " ", "\n", "\n  ", "\n\t\t", "\r\n    ", "\n<!-- x -->", " <!-- a\nb -->\n  ", "<?pi x?>", "\n\n  ")
	}
	for range 3000 {
		attrs := one("", " a='1'", "\n  a=\"8900\"\n  b='2'", " clhbd_port='8901'")
		inside := one("", blank(), blank()+"<x/>"+blank(), blank()+"<x>8903</x>"+blank()+"<clnetd_port>8902</clnetd_port>"+blank(), "text", "<![CDATA[ x ]]>")
		global := "<global" + attrs + ">" + inside + "</global>"
		if inside == "" && r.IntN(2) == 0 {
			global = "<global" + attrs + one("/>", " />")
		}
		section := one("", "<net_known_connections/>", "<net_known_connections>"+blank()+one("", "1.1.1.1", "10.0.0.1", "1.1.1.1"+blank()+" 2.2.2.2")+blank()+"</net_known_connections>",
			"<net_known_connections><![CDATA["+one("", "1.1.1.1", "\n1.1.1.1\n")+"]]></net_known_connections>")
		parts := []string{global, section, one("", "<node name='n'/>", "<node>\n<ip/>\n</node>")}
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		text := one("", "<?xml version='1.0'?>\n", "\uFEFF") + "<c>" + blank() + strings.Join(parts, blank()) + blank() + "</c>" + one("", "\n")

		doc := read(text)
		require.Zero(t, parsers.Errors(doc.Problems()), text)
		after := migrate(t, doc, known).(*view.Clconf)

		profile, err := view.LoadProfile(nil)
		require.NoError(t, err)
		ports := make(map[int]bool)
		for _, entry := range after.PortEntries(profile) {
			n, ok := view.ParsePort(entry.Value)
			require.True(t, ok && !ports[n], "%q becomes %q", text, after.Source().Text())
			ports[n] = true
		}
		require.Len(t, ports, len(profile.Clconf.Ports))
		sections := after.Sections(profile)
		require.Len(t, sections, 1)
		var words, before []string
		for _, c := range after.Connections(sections[0]) {
			_, ok := c.Addr()
			require.True(t, ok, "%q becomes %q", text, after.Source().Text())
			words = append(words, c.Text)
		}
		for _, old := range read(text).(*view.Clconf).Sections(profile) {
			for _, c := range read(text).(*view.Clconf).Connections(old) {
				before = append(before, c.Text)
			}
		}
		if !strings.Contains(strings.Join(before, " "), "10.0.0.1") {
			before = append(before, "10.0.0.1")
		}
		require.Equal(t, before, words, "%q becomes %q", text, after.Source().Text())
	}
}
