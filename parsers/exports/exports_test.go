package exports

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

func open(t testing.TB, f parsers.Format, text string) *File {
	d := f.Read("t", []byte(text))
	parserstest.Invariants(t, d)
	return d.(*File)
}

// paths are those of a table, with what its lines say besides.
func paths(f *File) []string {
	var all []string
	for e := range f.Exports() {
		line := fmt.Sprintf("%q", e.Path)
		for c := range e.Clients() {
			line += " " + c.Name + "(" + c.Options + ")"
		}
		if e.Type+e.Options+e.About != "" {
			line += fmt.Sprintf(" -F %q -o %q -d %q", e.Type, e.Options, e.About)
		}
		all = append(all, line)
	}
	return all
}

func TestExports(t *testing.T) {
	for text, want := range map[string][]string{
		"":                          nil,
		"# /a *\n\n  # b\n/c *(ro)": {`"/c" *(ro)`},
		"/a h1(rw,sync) h2 -ro,all_squash h3()\n":               {`"/a" h1(rw,sync) h2() -(ro,all_squash) h3()`},
		"/a \\\n  h1(ro) \\\n\th2(rw) # two\n/b\n":              {`"/a" h1(ro) h2(rw)`, `"/b"`},
		"/a \\\r\n h1(ro)\r\n/b h#2\r\n":                        {`"/a" h1(ro)`, `"/b" h#2()`},
		"\"/with blank\" *(ro)\n/with\\040blank *\n/x\" y\"z *": {`"/with blank" *(ro)`, `"/with blank" *()`, `"/x yz" *()`},
		"\uFEFF/a *\n":             {`"/a" *()`},
		"/a *(ro)\r/b *(rw)":       {`"/a" *(ro)`, `"/b" *(rw)`},
		"/caf\xE9 *(ro)\n":         {`"/café" *(ro)`},
		"/a (ro)\n/a\\\n/b *":      {`"/a" (ro)`, `"/a" /b() *()`},
		"/a *(ro\nb *\n\"/c\n/d *": {`"/d" *()`},
	} {
		require.Equal(t, want, paths(open(t, Format, text)), "%q", text)
	}
}

func TestDfstab(t *testing.T) {
	for text, want := range map[string][]string{
		"# place share(1M) commands here\n":                                           nil,
		"share -F nfs -o ro,anon=0 -d \"OS media\" /media/sunos\n":                    {`"/media/sunos" -F "nfs" -o "ro,anon=0" -d "OS media"`},
		"share -Fnfs -oro=a:b \\\n  /export/a nfs-a\n/usr/sbin/share /b":              {`"/export/a" -F "nfs" -o "ro=a:b" -d ""`, `"/b"`},
		"share '/a b' # text\nshare \"/a\\\"b\"\nshare /a\\ b/c\\\nd\n":               {`"/a b"`, `"/a\"b"`, `"/a b/cd"`},
		"share -p -F nfs -- /a\nshare -o /a\nshare -x /b\nshare\nmount /c\nshare c\n": {`"/a" -F "nfs" -o "" -d ""`},
		"share $X\nshare /a; share /b\nshare \"$X\"\nshare `x`\nshare 'a\n":           nil,
	} {
		require.Equal(t, want, paths(open(t, DfstabFormat, text)), "%q", text)
	}
}

func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		"/a *(ro\n":        "1:1 the options of a client are not closed with a parenthesis",
		"/a *\nb *\n":      "2:1 the line does not begin with an absolute path",
		"  \"/c\n/d *\n":   "1:3 a quote is not closed on its line",
		"/a \"h\xE9\n/b\n": "1:1 a quote is not closed on its line",
	} {
		f := open(t, Format, text)
		require.Len(t, f.Problems(), 1)
		require.Equal(t, want, fmt.Sprintf("%v %s", f.Source().Position(f.Problems()[0].Span.Start), f.Problems()[0].Message), "%q", text)
	}
	for text, want := range map[string]string{
		"share\n": "the share command names no absolute path", "mount /a\n": "the line is no share command", "share -q /a": "share has no option -q",
		"share -o": "the option -o has no argument", "share /a && x": "the line asks more of the shell than one share command", "share 'a\n": "a quote is not closed on its line",
	} {
		f := open(t, DfstabFormat, text)
		require.Len(t, f.Problems(), 1)
		require.Equal(t, want, f.Problems()[0].Message, "%q", text)
	}
}

func TestValues(t *testing.T) {
	f := open(t, Format, "/a h1(ro) h2\n/b *\n")
	var got []string
	for v := range f.Values() {
		got = append(got, v.Path+"="+v.Text)
	}
	require.Equal(t, []string{"export=/a", "export.client=h1(ro)", "export.client[2]=h2", "export[2]=/b", "export[2].client=*"}, got)
	require.Equal(t, "/b", string(f.Source().Slice(slices.Collect(f.Exports())[1].Span)))
}

func TestGolden(t *testing.T) {
	for pattern, format := range map[string]parsers.Format{"exports": Format, "dfstab": DfstabFormat} {
		files := parserstest.Golden(t, pattern)
		require.NotEmpty(t, files, pattern)
		for _, name := range files {
			raw, err := os.ReadFile(name)
			require.NoError(t, err)
			f := open(t, format, string(raw))
			require.Empty(t, f.Problems(), name)
			require.NotEmpty(t, slices.Collect(f.Exports()), name)
		}
	}
}

func FuzzExports(f *testing.F) {
	for _, seed := range []string{"", "/a \\\n h(ro) # c\n", "\"/a b\" *(rw)\n/x\\040y *\r\n", "share -F nfs -o ro -d \"x y\" /a\\ b\n", "share '/a\n/b *(ro\n", "\uFEFF/a\\\r\n*\r", "\xFF\xFE/\x00", "/caf\xE9 *"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, format := range []parsers.Format{Format, DfstabFormat} {
			d := format.Read("t", raw).(*File)
			parserstest.Invariants(t, d)
			for e := range d.Exports() {
				require.True(t, strings.HasPrefix(e.Path, "/"))
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("# media\n/media/opsware/linux 10.1.0.0/16(ro,no_root_squash,sync) \\\n   10.9.0.0/24(ro)\n", 2000))
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Format.Read("exports", raw)
	}
}
