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

// TestCorporaVerdicts compares with the reference verdicts.
func TestCorporaVerdicts(t *testing.T) {
	table, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("expected", "xml-verdicts.tsv")))
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(table)) {
		file, verdict, ok := strings.Cut(strings.TrimSpace(line), "\t")
		require.True(t, ok, line)
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("xml", file)))
			require.NoError(t, err)
			f := Format.Read(file, raw).(*File)
			if want := verdict == "well-formed"; want != (parsers.Errors(f.Problems()) == 0) {
				t.Errorf("it is %s, but the problems are %v", verdict, describe(f))
			}
		})
		n++
	}
	require.NotZero(t, n)
}

// describe is each problem with its place.
func describe(f *File) []string {
	var got []string
	for _, p := range f.Problems() {
		got = append(got, f.src.Position(p.Span.Start).String()+" "+p.Rule+" "+p.Message)
	}
	return got
}
