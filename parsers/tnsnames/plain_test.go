package tnsnames

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/parserstest"
)

// requirePlain: what is plain is read alike by all.
func requirePlain(t testing.TB, f *File) {
	if !f.Plain() {
		return
	}
	node, python := f.node(), f.python()
	require.NoError(t, node.Err, "%q", f.Source().Text())
	require.NoError(t, python.Err, "%q", f.Source().Text())
	all := []string{}
	for e := range f.Entries() {
		for _, a := range e.Aliases() {
			if name := strings.ToUpper(a.Text); !e.Include() && !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	require.Equal(t, all, append([]string{}, node.Names...), "%q", f.Source().Text())
	require.Equal(t, all, append([]string{}, python.Names...), "%q", f.Source().Text())
	require.Len(t, python.Includes, len(node.Includes), "%q", f.Source().Text())
}

func TestPlain(t *testing.T) {
	words := []string{"A", "b.c", "D-1", "IFILE", "//h:1/s", "tcp://h/s?x=y", "'x y'", `"a=b,c"`, "c:\\d", "x y"}
	r := rand.New(rand.NewPCG(7, 7))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	gap := func() string { return pick("", "", " ", "\t", "\n  ", "\r\n\t", " # c\n ", "\n# c (\n ") }
	var list func(depth int) string
	list = func(depth int) string {
		value := pick(words...)
		if depth < 4 && r.IntN(2) == 0 {
			value = ""
			for range 1 + r.IntN(3) {
				value += list(depth+1) + gap()
			}
		}
		return "(" + gap() + pick("HOST", "ADDRESS", "x") + gap() + "=" + gap() + value + gap() + ")"
	}
	plain := 0
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			b.WriteString(pick(words[:4]...) + pick("", "", " ", ", x", ",y ") + "=" + pick(" ", gap()) + pick(pick(words...), list(0)) + pick("", " ", " # c") + pick("\n", "\n\n", "\r\n", "\n \n"))
		}
		text := []byte(b.String())
		for range r.IntN(3) { // and spoilt a little
			at := r.IntN(len(text))
			text[at] = "()=,#'\"\\ \n\tx"[r.IntN(12)]
		}
		f := read(string(text))
		requirePlain(t, f)
		if f.Plain() {
			plain++
		}
	}
	require.Greater(t, plain, 4_000)
	for _, text := range generateFiles(3, 20_000) {
		requirePlain(t, read(text))
	}
}

// TestCorporaPlain tells how many of the real files are plain.
func TestCorporaPlain(t *testing.T) {
	plain, all := 0, 0
	for _, folder := range []string{"tnsnames", "expected/tnsnames-pitfalls"} {
		for _, file := range parserstest.CorpusFiles(t, folder) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			f := read(string(raw))
			requirePlain(t, f)
			all++
			if f.Plain() {
				plain++
			} else {
				t.Log(file)
			}
		}
	}
	t.Logf("%d of %d files are plain", plain, all)
	require.Greater(t, plain, all/2)
}
