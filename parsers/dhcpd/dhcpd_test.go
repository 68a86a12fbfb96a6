package dhcpd

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func open(t testing.TB, text string) *File {
	d := Format.Read("dhcpd.conf", []byte(text))
	parserstest.Invariants(t, d)
	return d.(*File)
}

func TestParse(t *testing.T) {
	for text, want := range map[string][]string{
		"":                               nil,
		"authoritative;\n# ddns none;\n": {"authoritative="},
		"option domain-name \"a b\"; # c\nsubnet 10.0.0.0 netmask 255.0.0.0 {\r\n range 10.0.0.1 10.0.0.9;\r\n range 10.0.1.1 10.0.1.9;\n}\n": {
			"option domain-name=\"a b\"", "subnet 10.0.0.0 netmask 255.0.0.0/range=10.0.0.1 10.0.0.9", "subnet 10.0.0.0 netmask 255.0.0.0/range[2]=10.0.1.1 10.0.1.9"},
		"group { host a { hardware ethernet 0:1; } }\nif option x = \"a;\\\"}\" { y; } else { z 1; }": {
			"group/host a/hardware=ethernet 0:1", "if option x = \"a;\\\"}\"/y=", "else/z=1"},
		"\uFEFFa\n b\n;": {"a=b"},
		"a caf\xE9;\r":   {"a=café"},
		";;{ b; }":       {"/b="},
	} {
		f := open(t, text)
		var got []string
		for v := range f.Values() {
			got = append(got, v.Path+"="+v.Text)
		}
		require.Equal(t, want, got, "%q", text)
		require.Empty(t, f.Problems(), "%q", text)
	}
}

func TestProblems(t *testing.T) {
	f := open(t, "a {\n b \"c\n; d\n}\n}\ne {\n f")
	var got []string
	for _, p := range f.Problems() {
		got = append(got, fmt.Sprintf("%v %s", f.Source().Position(p.Span.Start), p.Message))
	}
	require.Equal(t, []string{"2:4 this string is not closed on its line", "3:3 this statement does not end in a semicolon", "5:1 this brace closes no block",
		"7:2 this statement does not end in a semicolon", "6:1 this block is not closed"}, got)
}

func TestUncomment(t *testing.T) {
	for text, want := range map[string]string{
		"a;\n#authoritative;\nb;\n":      "a;\nauthoritative;\nb;\n",
		"a;\r\n  # authoritative ; \r\n": "a;\r\n   authoritative ; \r\n",
		"\t#Authoritative;":              "\tAuthoritative;",
		"\uFEFF# authoritative;\r":       "\uFEFF authoritative;\r",
		"a; #authoritative;\n":           "", // behind a statement
		"## authoritative;\n# not authoritative;\nx \"\n#authoritative\n": "",
		"# authoritative ;\n":             " authoritative ;\n",
		"#Authoritative; # for WinPE\n":   "Authoritative; # for WinPE\n",
		"option x\n#authoritative;\n5;\n": "",
		"# caf\xE9\n#authoritative;\n":    "# caf\xE9\nauthoritative;\n",
	} {
		f := open(t, text)
		found := f.CommentedOut("authoritative")
		if want == "" {
			require.Empty(t, found, "%q", text)
			continue
		}
		require.Len(t, found, 1, "%q", text)
		require.False(t, f.Has("authoritative"))
		edits, err := f.Uncomment(found[0], "test")
		require.NoError(t, err)
		raw, err := parsers.Apply(f.Source(), edits)
		require.NoError(t, err)
		require.Equal(t, want, string(raw))
		require.True(t, open(t, string(raw)).Has("Authoritative"))
	}
	f := open(t, "# two; statements;\n# none\n")
	for _, c := range f.Comments() {
		_, err := f.Uncomment(c, "test")
		require.ErrorContains(t, err, "not one statement")
	}
}

func TestDeepBlocks(t *testing.T) {
	f := open(t, strings.Repeat("a {\n", 5000)+"b;"+strings.Repeat("}", 5000))
	require.Empty(t, f.Problems())
	f = open(t, strings.Repeat("a {\n", 10_002)+"password x;")
	require.Len(t, f.Problems(), 1)
	require.Contains(t, f.Problems()[0].Message, "more than 10,000 deep here; the rest of the file is not read")
	parserstest.Invariants(t, f)
}

func TestGolden(t *testing.T) {
	files := parserstest.Golden(t, "dhcpd.conf")
	require.NotEmpty(t, files)
	for _, name := range files {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Empty(t, open(t, string(raw)).Problems(), name)
	}
}

func FuzzDhcpd(f *testing.F) {
	for _, seed := range []string{"", "#authoritative;\n", "a { b \"c;\\\"\"; # d\r\n}\r", "}{;\"", "\uFEFFx", "\xFF\xFEa\x00", "caf\xE9;"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d := Format.Read("dhcpd.conf", raw).(*File)
		parserstest.Invariants(t, d)
		if d.Source().ReadOnly() {
			return
		}
		for _, c := range d.CommentedOut("authoritative") {
			edits, err := d.Uncomment(c, "fuzz")
			require.NoError(t, err)
			after, err := parsers.Apply(d.Source(), edits)
			require.NoError(t, err)
			again := d.Source().Reread(after)
			parserstest.Invariants(t, again)
			require.LessOrEqual(t, len(again.Problems()), len(d.Problems())+1)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("# net\nsubnet 10.1.0.0 netmask 255.255.255.0 {\n\trange 10.1.0.200 10.1.0.250;\n\toption routers 10.1.0.1;\n}\n", 2000))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Format.Read("dhcpd.conf", raw)
	}
}
