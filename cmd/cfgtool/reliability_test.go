package main

import (
	"io/fs"
	"path/filepath"
	"regexp"
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
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| promise") || strings.HasPrefix(line, "| ---") {
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
