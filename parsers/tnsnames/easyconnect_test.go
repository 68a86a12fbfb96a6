package tnsnames

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// easy writes the parts of an Easy Connect string, each where its span says.
func easy(f *File, c EasyConnect) string {
	var parts []string
	add := func(name string, p Part) {
		if p.Given() {
			text := string(f.Source().Slice(p.Span))
			if text != p.Text {
				text += "≠" + p.Text
			}
			parts = append(parts, name+"="+text)
		}
	}
	add("protocol", c.Protocol)
	for _, h := range c.Hosts {
		add("host", h.Name)
		add("port", h.Port)
	}
	add("service", c.Service)
	add("server", c.Server)
	add("instance", c.Instance)
	for _, s := range c.Settings {
		add("name", s.Name)
		add("value", s.Value)
	}
	add("rest", c.Rest)
	return strings.Join(parts, " ")
}

func TestEasyConnect(t *testing.T) {
	for value, want := range map[string]string{
		"h":                               "host=h",
		"h:1521":                          "host=h port=1521",
		"h/s":                             "host=h service=s",
		"//h:1/s":                         "host=h port=1 service=s",
		"[2001:db8::C]:80/s":              "host=2001:db8::C port=80 service=s",
		"h/s:dedicated/i1":                "host=h service=s server=dedicated instance=i1",
		"h//i1":                           "host=h service= instance=i1",
		"tcp://h1:1,h2,h3:2/s":            "protocol=tcp host=h1 port=1 host=h2 host=h3 port=2 service=s",
		"tcps://h1,h2;h3,h4:2/s":          "protocol=tcps host=h1 host=h2 host=h3 host=h4 port=2 service=s",
		"h/s?a=1&b=\"x&y\"&c":             "host=h service=s name=a value=1 name=b value=x&y name=c",
		"h?wallet_location=\"/a b\" &x=y": "host=h name=wallet_location value=/a b name=x value=y",
		"\"//h:1/s\"":                     "host=h port=1 service=s",
		"[::1]x/s":                        "host=::1 rest=x/s",
		"//:1/s":                          "host= port=1 service=s",
		"//h , i:/s":                      "host=h host=i port= service=s",
		"h/s?x=\"":                        "host=h service=s name=x value=\"",
	} {
		f := read("A = " + value + "\n")
		e, ok := f.Entry("A")
		require.True(t, ok)
		c, ok := e.EasyConnect()
		require.True(t, ok, value)
		require.Equal(t, want, easy(f, c), value)
	}
	e, _ := read("A = h" + strings.Repeat(",h", mostParts) + "\n").Entry("A")
	c, ok := e.EasyConnect()
	require.True(t, ok)
	require.Len(t, c.Hosts, mostParts)
	require.Equal(t, ",h", c.Rest.Text, "what is too much is told to be no part")
	for _, text := range []string{"A = (B=1)\n", "IFILE = h/s\n", "A = h\n /s\n", "A =\n"} {
		for e := range read(text).Entries() {
			_, ok := e.EasyConnect()
			require.False(t, ok, text)
		}
	}
}
