//go:build unix

package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What a command that died has left in memory is on the disk before the next one
// builds on it, and one that ended well costs the next one nothing.
func TestAfterACommandThatDied(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	var ops []string
	w.disk.before = func(op, path string) error {
		ops = append(ops, op+" "+path)
		return nil
	}
	require.NoError(t, os.MkdirAll(w.Dir(), 0o700)) // by one that died there
	w.commit(edit(a, "1\n", "2\n"))
	require.Contains(t, ops, "sync "+filepath.Dir(w.Dir()))

	ops = nil
	w.commit(edit(a, "2\n", "3\n"))
	require.Equal(t, "open "+w.ledger(), ops[0])

	ops = nil
	require.NoError(t, os.WriteFile(w.lockFile(), []byte(`{"actor":"bob"}`), 0o600))
	w.commit(edit(a, "3\n", "4\n"))
	before := ops[:slices.Index(ops, "open "+w.ledger())]
	require.Equal(t, []string{"sync " + w.ledger(), "sync " + w.Dir(), "sync " + filepath.Join(w.Dir(), "files")}, before[:3])
	for _, folder := range []string{filepath.Dir(w.ArchivePath(w.changes()[0].Files[0])), filepath.Dir(w.Dir())} {
		require.Contains(t, before, "sync "+folder)
	}
	for _, op := range before {
		require.True(t, strings.HasPrefix(op, "sync "), op)
	}

	ops = nil
	w.commit(edit(a, "4\n", "5\n"))
	require.Equal(t, "open "+w.ledger(), ops[0])
}

// What recover finds done is on the disk before it says so.
func TestRecoverSecuresWhatItFinds(t *testing.T) {
	w := open(t)
	w.InPlace = true
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	require.NoError(t, os.Link(b, w.path("b2")))
	w.crash(func() { w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n")) })
	var ops []string
	w.disk.before = func(op, path string) error {
		ops = append(ops, op+" "+path)
		return nil
	}
	r, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, Forward, r.Direction)
	require.Equal(t, []string{"sync " + b, "sync " + w.dir, "write " + w.ledger(), "sync " + w.ledger()}, ops[3:7])
}
