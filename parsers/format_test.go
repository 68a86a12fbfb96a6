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

// TestSharedNames: a name that other kinds have, too, is told by how the file
// begins, in any encoding; without that it is no name of a kind.
func TestSharedNames(t *testing.T) {
	kinds := append(Formats{{ID: "tags", Shared: []string{"*.config"}, Opens: func(text []byte) bool { return bytes.HasPrefix(text, []byte("<")) }}}, kinds...)
	for raw, want := range map[string]bool{"<a": true, "\xEF\xBB\xBF<a": true, "\xFF\xFE<\x00a\x00": true, "<\x00a\x00": true, "a=1": false, "": false} {
		f, ok := kinds.ByName("dir/web.config", []byte(raw))
		require.Equal(t, want, ok, "%q", raw)
		require.Equal(t, want, f.ID == "tags", "%q", raw)
	}
	require.Len(t, kinds.Possible("web.config"), 1)
	require.Empty(t, kinds.Named("web.config"))
	require.Len(t, kinds.Possible("opswgw.properties"), 2)
	require.Len(t, kinds.Named("opswgw.properties"), 1)
	require.Empty(t, kinds.Possible("config"))
}

// TestGuess tells a guess with its score, and refuses scripts.
func TestGuess(t *testing.T) {
	f, score, err := kinds.Guess([]byte("a=1"))
	require.NoError(t, err)
	require.Equal(t, "properties", f.ID)
	require.LessOrEqual(t, score, Weak)
	_, score, err = kinds.Guess([]byte("<a/>"))
	require.NoError(t, err)
	require.Greater(t, score, Weak)
	_, _, err = kinds.Guess([]byte("#!/bin/sh\na=1\n"))
	require.ErrorIs(t, err, ErrUnknownFormat)
}
