package main

import (
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReliabilityNamesItsTests: every promise of docs/reliability.md names tests,
// and all of them exist.
func TestReliabilityNamesItsTests(t *testing.T) {
	known := make(map[string]bool)
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	require.NoError(t, filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, "_test.go") {
			for _, m := range function.FindAllSubmatch(mustRead(t, path), -1) {
				known[string(m[1])] = true
			}
		}
		if strings.HasSuffix(path, ".txtar") {
			known[filepath.Base(path)] = true
		}
		return nil
	}))
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+|\\w+\\.txtar)`")
	promises := 0
	for line := range strings.Lines(string(mustRead(t, "../../docs/reliability.md"))) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| promise") || strings.HasPrefix(line, "| executions") || strings.HasPrefix(line, "| ---") {
			continue
		}
		promises++
		proof := line[strings.LastIndex(strings.TrimRight(line, " |\n"), "|"):]
		names := named.FindAllStringSubmatch(proof, -1)
		require.NotEmpty(t, names, "no proof: %s", line)
		for _, name := range names {
			require.True(t, known[name[1]], "there is no %s: %s", name[1], line)
		}
	}
	require.Greater(t, promises, 30)
}

// TestReliabilityCountsFuzzing: what docs/reliability.md says of fuzzing is the sum of
// docs/fuzzing.tsv, to which "make fuzz LOG=docs/fuzzing.tsv" adds, and the number of
// inputs that are kept.
func TestReliabilityCountsFuzzing(t *testing.T) {
	totals := make(map[string]int)
	for line := range strings.Lines(string(mustRead(t, "../../docs/fuzzing.tsv"))) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t") // day, commit, package, target, executions
		require.Len(t, fields, 5, line)
		executions, err := strconv.Atoi(fields[4])
		require.NoError(t, err, line)
		totals[fields[2]+"` | `"+fields[3]] += executions
	}
	const page = "../../docs/reliability.md"
	row := regexp.MustCompile("(?m)^\\| [\\d.]+ million \\| \\d+ \\| `(\\S+)` \\| `(\\S+)` \\|$")
	text := row.ReplaceAllStringFunc(string(mustRead(t, page)), func(line string) string {
		m := row.FindStringSubmatch(line)
		of := m[1] + "` | `" + m[2]
		kept, err := filepath.Glob(filepath.Join("../..", m[1], "testdata/fuzz", m[2], "*"))
		require.NoError(t, err)
		line = fmt.Sprintf("| %.1f million | %d | `%s` |", math.Floor(float64(totals[of])/1e5)/10, len(kept), of)
		delete(totals, of)
		return line
	})
	require.Empty(t, totals, "not on the page")
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(text), 0o644))
	}
	require.Equal(t, text, string(mustRead(t, page)), "go test ./cmd/cfgtool -run TestReliability -update mends the page")
}
