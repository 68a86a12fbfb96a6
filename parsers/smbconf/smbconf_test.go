package smbconf

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

func open(t testing.TB, text string) *File {
	d := Format.Read("smb.conf", []byte(text))
	parserstest.Invariants(t, d)
	return d.(*File)
}

func values(f *File) []string {
	var all []string
	for v := range f.Values() {
		all = append(all, v.Path+"="+v.Text)
	}
	return all
}

func TestParse(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                  nil,
		"a = b\n[X Y]\n\tRead  Only=yes \n": {"global/a=b", "xy/readonly=yes"},
		"[x]\r\npath = /a b\r\n; c\r\n# d\r\npath=/c":             {"x/path=/a b", "x/path[2]=/c"},
		"[x]\nvalid users = a \\\n   b \\ \n c\n# no \\\nd = e\n": {"x/validusers=a    b  c", "x/d=e"},
		"[x]\rp = \r[X]\rp==\\":                                   {"x/p=", "x/p[2]==\\"},
		"\uFEFF[x]\npath = %H/x":                                  {"x/path=%H/x"},
		"[x]\nna\\\nme = v\n":                                     {"x/name=v"},
		"[x]\np = \\\n  /a\n":                                     {"x/p=/a"},
		"[x]\npath = /caf\xE9\n":                                  {"x/path=/café"},
	} {
		require.Equal(t, want, values(open(t, text)), "%q", text)
	}
}

func TestViews(t *testing.T) {
	f := open(t, "[GLOBAL]\n[homes]\n[OS Media]\npath = /a\ndirectory = /b\n[printers]\n[other]\n[osmedia]\ncomment = c\n")
	var names []string
	for _, s := range f.Shares() {
		names = append(names, s.Name)
	}
	require.Equal(t, []string{"OS Media", "other"}, names)
	p, ok := f.Get("osmedia", "path", "directory")
	require.True(t, ok)
	require.Equal(t, "/b", p.Value)
	require.Equal(t, "/b", string(f.Source().Slice(p.Span)))
	_, ok = f.Get("other", "path")
	require.False(t, ok)
	s, ok := f.Section("O s media")
	require.True(t, ok)
	require.Equal(t, "OS Media", string(f.Source().Slice(s.Span)))
	_, ok = f.Section("none")
	require.False(t, ok)
	require.True(t, slices.Collect(f.Parameters())[0].Is("PATH"))
}

func TestProblems(t *testing.T) {
	f := open(t, "[x]\nnothing\n = a\n[]\n")
	var got []string
	for _, p := range f.Problems() {
		got = append(got, fmt.Sprintf("%v %s", f.Source().Position(p.Span.Start), p.Rule))
	}
	require.Equal(t, []string{"2:1 SMB001", "3:2 SMB001", "4:1 SMB001"}, got)
}

func TestSecrets(t *testing.T) {
	f := open(t, "[x]\nldap admin password = a\npath = /b\n")
	var secrets []bool
	for v := range f.Values() {
		secrets = append(secrets, v.Secret)
	}
	require.Equal(t, []bool{true, false}, secrets)
}

func TestGolden(t *testing.T) {
	files := parserstest.Golden(t, "smb.conf")
	require.NotEmpty(t, files)
	for _, name := range files {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		f := open(t, string(raw))
		require.Empty(t, f.Problems(), name)
		require.NotEmpty(t, f.Shares(), name)
	}
}

func FuzzSmbconf(f *testing.F) {
	for _, seed := range []string{"", "[a]\np = \\\n b\n", "a=b\\\r\n\\\r\n", "[x\\\ny]\n;c\n# d", "\uFEFF[a]\r=\r", "\xFF\xFE[\x00", "caf\xE9 = 1"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { parserstest.Invariants(t, Format.Read("smb.conf", raw)) })
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("[share]\n   comment = text\n   path = /media/x\n# none\n", 2000))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Format.Read("smb.conf", raw)
	}
}

// A no-break space is a part of a name, as it is for Samba.
func TestNoBreakSpace(t *testing.T) {
	f := open(t, "[a\u00a0]\nb\u00a0 = c\n")
	require.Equal(t, "a\u00a0", f.Sections()[0].Name)
	require.Equal(t, "b\u00a0", slices.Collect(f.Parameters())[0].Name)
}
