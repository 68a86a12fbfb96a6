package properties

import (
	"os"
	"path/filepath"
	"testing"

	magiconair "github.com/magiconair/properties"
	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// second reads a file with another library, without its expansion. It misreads
// continuations with CR LF and in keys, and folds repeated keys.
func second(raw []byte) (map[string]string, error) {
	p, err := (&magiconair.Loader{Encoding: magiconair.ISO_8859_1, DisableExpansion: true}).LoadBytes(raw)
	if err != nil {
		return nil, err
	}
	return p.Map(), nil
}

// first is what this package reads, with the last of repeated keys.
func first(raw []byte) map[string]string {
	f := Parse(parsers.NewSource("f", raw, latin1))
	pairs := make(map[string]string)
	for _, l := range f.Lines() {
		if l.Kind == Pair {
			pairs[f.Key(l)] = f.Value(l)
		}
	}
	return pairs
}

// TestSecondReader compares with magiconair/properties on what both read alike.
func TestSecondReader(t *testing.T) {
	for _, in := range []string{
		"", "a=1\nb = 2\n c : 3\n", "a b c\n# x\n! y\n\nd=\n", `k\=x=v\:w`, `t=a\tb\nc\\`, "u=\\u00e9\\u20AC", "l=\xE9\xE8", "a=1\na=2\n", "v=1,\\\n  2,\\\n  3\n", "e=${x}\n",
	} {
		want, err := second([]byte(in))
		require.NoError(t, err)
		require.Equal(t, want, first([]byte(in)), "%q", in)
	}
}

func TestCorporaSecondReader(t *testing.T) {
	for _, file := range parserstest.CorpusFiles(t, "properties") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			want, err := second(raw)
			if err != nil {
				t.Skip("the other library refuses this file")
			}
			require.Equal(t, want, first(raw))
		})
	}
}
