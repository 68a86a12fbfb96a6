package formats_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
)

func TestTheListIsSound(t *testing.T) {
	seen := make(map[string]bool)
	for _, f := range formats.All {
		require.False(t, seen[f.ID], "%s is listed twice", f.ID)
		seen[f.ID] = true
		require.NotEmpty(t, f.Title, f.ID)
		require.NotNil(t, f.Parse, f.ID)
		if f.Base != "" {
			base, ok := formats.All.ByID(f.Base)
			require.True(t, ok, "%s refines %s, which is not listed", f.ID, f.Base)
			require.Equal(t, base.Charset == nil, f.Charset == nil, "%s and %s tell encodings by other rules", f.ID, f.Base)
		}
	}
}

// TestGoldenInvariants reads every golden file, as the kind that it is.
func TestGoldenInvariants(t *testing.T) {
	read := 0
	for _, file := range parserstest.Golden(t, "*") {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		format, err := formats.All.Detect(file, raw)
		if err != nil {
			continue // commands and expectations lie beside the files
		}
		t.Run(file, func(t *testing.T) { parserstest.Invariants(t, format.Read(file, raw)) })
		read++
	}
	require.NotZero(t, read)
}

// TestEveryFormatReadsEverything: no kind of file makes a parser fail, whatever
// its bytes are.
func TestEveryFormatReadsEverything(t *testing.T) {
	for _, f := range formats.All {
		for _, raw := range []string{"", "\n", "\r", "\x00", "\xFF", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF\x00", "a", "a=b", "<a/>", "<a", "</a>", "=", "\\", "&x;", "#", "a\xE9\n", "<?xml version='1.0' encoding='x'?>", "<!DOCTYPE a [", "\u2028\u00A0"} {
			parserstest.Invariants(t, f.Read("name", []byte(raw)))
		}
	}
}

// TestCorporaUnknownShare: in a file without errors nothing is unknown, and the
// share of what is unknown in the others is told.
func TestCorporaUnknownShare(t *testing.T) {
	for folder, id := range map[string]string{"properties": "properties", "xml": "xml", "fstab": "fstab", "tnsnames": "tnsnames", "keyvalue": "rsp"} {
		t.Run(folder, func(t *testing.T) {
			format, _ := formats.All.ByID(id)
			total, unknown := 0, 0
			for _, file := range parserstest.CorpusFiles(t, folder) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				d := format.Read(file, raw)
				here := 0
				for tile := range d.Tiles() {
					if tile.Kind == parsers.Unknown {
						here += tile.Span.Len()
					}
				}
				if parsers.Errors(d.Problems()) == 0 && id != "rsp" { // shell files are read as rsp for want of their own kind
					require.Zero(t, here, file)
				}
				total += len(d.Source().Text())
				unknown += here
			}
			t.Logf("%d of %d bytes are unknown (%.3f %%)", unknown, total, 100*float64(unknown)/float64(total))
		})
	}
}
