package all_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/parserstest"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

// TestCorporaNoFalseErrors: on a file that the reference reader accepts, no
// rule finds an error; on one that it refuses, one does.
func TestCorporaNoFalseErrors(t *testing.T) {
	accepted := make(map[string]bool) // by folder and name
	for line := range strings.Lines(expected(t, "xml-verdicts.tsv")) {
		name, verdict, _ := strings.Cut(strings.TrimSpace(line), "\t")
		accepted["xml/"+name] = verdict == "well-formed"
	}
	for line := range strings.Lines(expected(t, "properties.java17.jsonl")) {
		var reading struct{ F, Err string }
		require.NoError(t, json.Unmarshal([]byte(line), &reading))
		accepted["properties/"+reading.F] = reading.Err == ""
	}
	for name, good := range accepted {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(parserstest.Corpus(t, name))
			require.NoError(t, err)
			format, _ := formats.All.ByID(filepath.Dir(name))
			result := rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{format.Read(name, raw)})
			require.Equal(t, good, rules.Count(result.Findings, parsers.Error) == 0, "%v", result.Findings)
		})
	}
}

func expected(t *testing.T, table string) string {
	data, err := os.ReadFile(parserstest.Corpus(t, filepath.Join("expected", table)))
	require.NoError(t, err)
	return string(data)
}
