// Package parserstest holds what every parser's tests share: the invariants
// that hold for every input, the corpora and their reference readings.
package parserstest

import (
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
)

// Invariants fails the test unless d keeps what the contract promises of every
// document, whatever its bytes are.
func Invariants(t testing.TB, d parsers.Document) {
	t.Helper()
	src := d.Source()
	text := src.Text()

	at := 0
	for tile := range d.Tiles() {
		if tile.Span.Start != at || tile.Span.End <= at {
			t.Fatalf("a %s tile covers %v, but the tiles before it end at %d of %d bytes:\n%q", tile.Kind, tile.Span, at, len(text), text)
		}
		at = tile.Span.End
	}
	require.Equal(t, len(text), at, "the tiles do not reach the end of %q", text)

	raw, err := parsers.Apply(src, nil)
	require.NoError(t, err)
	require.Equal(t, string(src.Bytes()), string(raw), "writing the file untouched changes it")
	if !src.ReadOnly() {
		encoded, err := src.Encode(text)
		require.NoError(t, err)
		require.Equal(t, string(src.Bytes()), string(encoded), "the text does not encode to the file")
	}

	inside := func(s parsers.Span, what string) {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			t.Fatalf("%s covers %v of %d bytes", what, s, len(text))
		}
	}
	for _, p := range d.Problems() {
		inside(p.Span, "problem "+p.Message)
		require.NotEmpty(t, p.Rule)
		require.NotZero(t, p.Severity)
		for _, r := range p.Related {
			inside(r.Span, "related place "+r.Message)
		}
	}
	last := 0
	var secrets []parsers.Span
	keyed, stop := iter.Pull(parsers.KeyedValues(d))
	defer stop()
	for v := range d.Values() {
		k, _ := keyed()
		v.Path = v.Key()
		if v != k {
			t.Fatalf("the value %+v reads otherwise under its key: %+v\n%q", v, k, text)
		}
		if v.Secret {
			secrets = append(secrets, v.Span)
		}
		inside(v.Span, "value "+v.Path)
		require.LessOrEqual(t, last, v.Span.Start, "value %s is out of order", v.Path)
		last = v.Span.Start
	}
	if s, ok := d.(parsers.Secretive); ok {
		for _, within := range []parsers.Span{{Start: 0, End: len(text)}, {Start: len(text) / 3, End: len(text) / 2}} {
			var want []parsers.Span
			for _, secret := range secrets {
				if secret.Overlaps(within) {
					want = append(want, secret)
				}
			}
			require.Equal(t, want, slices.Collect(s.SecretValues(within)), "the secret values are others")
		}
	}
	_, more := keyed()
	require.False(t, more, "there are more values under keys")
	last = 0
	for _, c := range d.Comments() {
		inside(c, "comment")
		require.LessOrEqual(t, last, c.Start, "a comment is out of order")
		last = c.End
	}
}

// Corpus is the path of a folder of the corpora, or the test is skipped.
// CFGTOOL_CORPORA names their folder.
func Corpus(t testing.TB, folder string) string {
	t.Helper()
	root := os.Getenv("CFGTOOL_CORPORA")
	if root == "" {
		t.Skip("CFGTOOL_CORPORA does not name the corpora")
	}
	return filepath.Join(root, folder)
}

// CorpusFiles are the files of a folder of the corpora, without their lists of sources.
func CorpusFiles(t testing.TB, folder string) []string {
	t.Helper()
	dir := Corpus(t, folder)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var files []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasSuffix(e.Name(), ".tsv") {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	require.NotEmpty(t, files, "no files in %s", dir)
	return files
}

// Golden are the golden files of a format, of every case.
func Golden(t testing.TB, pattern string) []string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		require.NotEqual(t, dir, filepath.Dir(dir), "no go.mod above the test")
		dir = filepath.Dir(dir)
	}
	var files []string
	err = filepath.WalkDir(filepath.Join(dir, "golden"), func(path string, e os.DirEntry, err error) error {
		if ok, _ := filepath.Match(pattern, filepath.Base(path)); ok && err == nil && e.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	require.NoError(t, err)
	return files
}

// Require skips the test where a command that it compares with is not
// installed. Where CFGTOOL_REQUIRE names the command, its absence is a failure.
func Require(t testing.TB, command string) {
	t.Helper()
	if _, err := exec.LookPath(command); err != nil {
		for _, required := range strings.Fields(os.Getenv("CFGTOOL_REQUIRE")) {
			if required == command {
				t.Fatalf("%s is required here, but %v", command, err)
			}
		}
		t.Skipf("%s is not installed", command)
	}
}
