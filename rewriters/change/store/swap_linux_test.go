package store

import (
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
	t.Run("any operation fails", TestEveryOperationMayFail)
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
}
