package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A file system without renameat2 gets a plain rename.
func TestWithoutExchange(t *testing.T) {
	defer func(e, n uint) { exchange, noReplace = e, n }(exchange, noReplace)
	exchange, noReplace = 1<<30, 1<<30
	t.Run("commit", TestCommit)
	t.Run("rollback", TestRollback)
	t.Run("refusals", TestRefusals)
	t.Run("put back", TestEarlierFilesArePutBack)
	t.Run("any operation fails", TestEveryOperationFails)
	t.Run("power fails", func(t *testing.T) {
		a := enter(t)
		close, _ := outages(t)
		for _, scenario := range scenarios {
			a.powerFails(scenario, close)
		}
	})
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	exclusive := create(w.path("new"), "n")
	w.disk.before = func(op, path string) error {
		if op == "place" {
			w.file("new", "theirs", 0o600)
		}
		return nil
	}
	w.refused("it exists already", edit(a, "1\n", "2\n"), exclusive)
	require.Equal(t, "theirs", w.read("new"))
	require.Equal(t, "1\n", w.read("a"))

	w.disk.before = func(op, path string) error { // the last moment at which it can be seen
		if op == "sync" && strings.HasPrefix(path, w.path(".a")) {
			w.file("a", "theirs", 0o640)
		}
		return nil
	}
	require.ErrorIs(t, w.refused("", edit(a, "1\n", "2\n")), ErrChanged)
	require.Equal(t, "theirs", w.read("a"))
}

// A program that changes the file at every step keeps all its versions.
func TestChangedAgainAndAgain(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	version := 0
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			version++
			w.file("theirs", fmt.Sprint("theirs ", version), 0o600)
			return os.Rename(w.path("theirs"), a)
		}
		return nil
	}
	err := w.refused("another program changes it again and again; one version of it is now in ", edit(a, "1\n", "2\n"))
	require.ErrorIs(t, err, ErrChanged)
	require.Equal(t, "theirs 1", w.read("a"))
	left, err := filepath.Glob(w.path(".a.cfgtool-*"))
	require.NoError(t, err)
	require.Len(t, left, 1)
	require.Equal(t, "theirs 2", w.read(filepath.Base(left[0])))
	require.NoError(t, os.Remove(left[0]))
}
