package parsers

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

func contains(s string, score int) func([]byte) int {
	return func(text []byte) int {
		if bytes.Contains(text, []byte(s)) {
			return score
		}
		return 0
	}
}

var kinds = Formats{
	{ID: "properties", Names: []string{"*.properties"}, Sniff: contains("=", 20)},
	{ID: "opswgw", Base: "properties", Names: []string{"opswgw.properties"}, Sniff: contains("opswgw.", 60)},
	{ID: "xml", Names: []string{"*.xml"}, Sniff: contains("<", 50)},
	{ID: "clconf", Base: "xml", Names: []string{"clconf.xml"}},
}

func TestDetect(t *testing.T) {
	for _, tc := range []struct{ name, raw, want string }{
		{"a/b.properties", "", "properties"},
		{"/etc/opt/opsware/opswgw/opswgw.properties", "", "opswgw"},
		{"clconf.xml", "\x00\x01", "clconf"},
		{`C:\x\clconf.xml`, "", "clconf"},
		{"noname", "opswgw.x=1", "opswgw"},
		{"noname", "<a/>", "xml"},
		{"-", "<\x00a\x00/\x00>\x00", "xml"},
	} {
		got, err := kinds.Detect(tc.name, []byte(tc.raw))
		require.NoError(t, err, tc.name)
		require.Equal(t, tc.want, got.ID, tc.name)
	}
	_, err := kinds.Detect("x", []byte("\x7FELF\x00<\x00"))
	require.ErrorIs(t, err, ErrBinary)
	_, err = kinds.Detect("x", []byte("hello"))
	require.ErrorIs(t, err, ErrUnknownFormat)
}

func TestRefinement(t *testing.T) {
	require.True(t, kinds.Is("clconf", "xml"))
	require.True(t, kinds.Is("xml", "xml"))
	require.False(t, kinds.Is("xml", "clconf"))
	require.False(t, kinds.Is("nothing", "xml"))
}
