// Package parserstest holds what every parser's tests share: the invariants
// that hold for every input, the corpora and their reference readings.
package parserstest

import (
	"bytes"
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
// document, whatever its bytes are. Fuzz targets call it several times an execution,
// so what holds costs no call of the testing package.
func Invariants(t testing.TB, d parsers.Document) {
	src := d.Source()
	text := src.Text()

	at := 0
	for tile := range d.Tiles() {
		if tile.Span.Start != at || tile.Span.End <= at {
			t.Fatalf("a %s tile covers %v, but the tiles before it end at %d of %d bytes:\n%q", tile.Kind, tile.Span, at, len(text), text)
		}
		at = tile.Span.End
	}
	if at != len(text) {
		t.Fatalf("the tiles end at %d of %d bytes:\n%q", at, len(text), text)
	}

	raw, err := parsers.Apply(src, nil)
	if err != nil || !bytes.Equal(raw, src.Bytes()) {
		t.Fatalf("writing the file untouched changes it to %q (%v):\n%q", raw, err, src.Bytes())
	}
	if !src.ReadOnly() {
		if encoded, err := src.Encode(text); err != nil || !bytes.Equal(encoded, src.Bytes()) {
			t.Fatalf("the text encodes to %q (%v), and not to the file:\n%q", encoded, err, src.Bytes())
		}
	}

	inside := func(s parsers.Span, what, which string) {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			t.Fatalf("%s %s covers %v of %d bytes", what, which, s, len(text))
		}
	}
	for _, p := range d.Problems() {
		inside(p.Span, "problem", p.Message)
		if p.Rule == "" || p.Severity == 0 {
			t.Fatalf("problem %s has no rule or no severity", p.Message)
		}
		for _, r := range p.Related {
			inside(r.Span, "related place", r.Message)
		}
	}
	values(t, d, inside)
	last := 0
	for _, c := range d.Comments() {
		inside(c, "a", "comment")
		if c.Start < last {
			t.Fatalf("the comment at %v is out of order", c)
		}
		last = c.End
	}
}

// values holds the values of d, those under keys and the secret ones against each
// other.
func values(t testing.TB, d parsers.Document, inside func(s parsers.Span, what, which string)) {
	text := d.Source().Text()
	var all []parsers.Value
	var secrets []parsers.Span
	last := 0
	for v := range d.Values() {
		v.Path = v.Key()
		all = append(all, v)
		if v.Secret {
			secrets = append(secrets, v.Span)
		}
		inside(v.Span, "value", v.Path)
		if v.Span.Start < last {
			t.Fatalf("the value %s is out of order", v.Path)
		}
		last = v.Span.Start
	}
	n := 0
	for k := range parsers.KeyedValues(d) {
		if n == len(all) {
			t.Fatalf("there are more values under keys: %+v\n%q", k, text)
		}
		if k != all[n] {
			t.Fatalf("the value %+v reads otherwise under its key: %+v\n%q", all[n], k, text)
		}
		n++
	}
	if n < len(all) {
		t.Fatalf("the value %+v is not there under its key\n%q", all[n], text)
	}
	masked(t, d, secrets)
}

// masked holds that at least a part of each secret value is masked, and that a
// part of the file has the same hidden values as the whole.
func masked(t testing.TB, d parsers.Document, secrets []parsers.Span) {
	text := d.Source().Text()
	hidden := parsers.Secrets(d)
	for _, s := range secrets {
		if from := parsers.SpansFrom(hidden, s.Start); !s.Empty() && (len(from) == 0 || !from[0].Overlaps(s)) {
			t.Fatalf("the secret value at %v is not masked\n%q", s, text)
		}
	}
	if s, ok := d.(parsers.Secretive); ok {
		within := parsers.Span{Start: len(text) / 3, End: len(text) / 2}
		want := slices.Collect(s.HiddenValues(parsers.Span{End: len(text)}))
		want = slices.DeleteFunc(want, func(s parsers.Span) bool { return !s.Overlaps(within) })
		if is := slices.Collect(s.HiddenValues(within)); !slices.Equal(want, is) {
			t.Fatalf("the hidden values are %v, not %v\n%q", is, want, text)
		}
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
