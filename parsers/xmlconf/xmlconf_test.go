package xmlconf

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func parse(text string) *File { return Parse(parsers.NewSource("a.xml", []byte(text), Format)) }

// apply gives the text after the edits, having checked the invariants.
func apply(t *testing.T, f *File, edits []parsers.Edit, err error) string {
	t.Helper()
	require.NoError(t, err)
	raw, err := parsers.Apply(f.Source(), edits)
	require.NoError(t, err)
	parserstest.Invariants(t, Format.Read("a.xml", raw))
	return string(raw)
}

// listed is each problem as "line:column code".
func listed(f *File) []string {
	var got []string
	for _, p := range f.Problems() {
		got = append(got, fmt.Sprintf("%v %s", f.Source().Position(p.Span.Start), p.Rule))
	}
	return got
}

func TestValues(t *testing.T) {
	f := parse("<?xml version='1.0'?>\n<a x='1' y=\"&lt;&#65;\r\nz\">\n <b>t</b><b/><b><c password='p'>u&amp;<![CDATA[<v>\r]]></c></b><d><!-- n -->w</d>\n</a>\n")
	parserstest.Invariants(t, f)
	require.Empty(t, f.Problems())
	var got []string
	for v := range f.Values() {
		line := fmt.Sprintf("%s=%q@%s", v.Path, v.Text, f.src.Slice(v.Span))
		if v.Secret {
			line += " secret"
		}
		got = append(got, line)
	}
	require.Equal(t, []string{
		`/a/@x="1"@1`, `/a/@y="<A z"@&lt;&#65;` + "\r\n" + `z`, `/a/b="t"@t`, `/a/b[2]=""@`,
		`/a/b[3]/c/@password="p"@p secret`, `/a/b[3]/c="u&<v>\n"@u&amp;<![CDATA[<v>` + "\r" + `]]>`, `/a/d="w"@<!-- n -->w`}, got)
	require.Equal(t, "/a/b[3]/c", f.Root().Child("d").Parent().Path()+"/b[3]/c")
}

func TestCorporaRoundTrip(t *testing.T) {
	for _, file := range parserstest.CorpusFiles(t, "xml") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			f := Format.Read(file, raw).(*File)
			parserstest.Invariants(t, f)
			if parsers.Errors(f.Problems()) == 0 {
				for tile := range f.Tiles() {
					require.NotEqual(t, parsers.Unknown, tile.Kind)
				}
			}
		})
	}
}
