//go:build unix

package store

import (
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

func TestHardLinkInPlace(t *testing.T) {
	w := open(t)
	a := w.file("a", "one\n", 0o640)
	require.NoError(t, os.Link(a, w.path("b")))
	w.refused("a: it has 2 names (hard links), and replacing it would part them; --in-place writes into it, so under all its names; or make this one a file of its own", edit(a, "one\n", "2\n"))
	w.InPlace = true
	err := w.refused("it has 2 names (hard links)", remove(a, "one\n"))
	require.NotContains(t, err.Error(), "in-place")

	c := w.commit(edit(a, "one\n", "2\n"))
	require.Equal(t, "2\n", w.read("b"))
	require.True(t, os.SameFile(w.stat("a"), w.stat("b")))
	require.True(t, c.Files[0].InPlace)
	require.Contains(t, w.lines()[2], `"event":"overwriting"`)
	m := &change.Metadata{Mode: 0o600, UID: os.Getuid(), GID: os.Getgid()}
	w.commit(&change.FileChange{Path: a, Kind: change.Restore, Before: []byte("2\n"), After: []byte("three\n"), Metadata: m})
	require.Equal(t, "three\n", w.read("b"))
	require.Equal(t, os.FileMode(0o600), w.stat("b").Mode())
	w.rollback(w.changes()[1].ID)
	w.rollback(c.ID)
	require.Equal(t, "one\n", w.read("b"))
	require.Equal(t, os.FileMode(0o640), w.stat("b").Mode())

	d := w.commit(edit(w.file("own", "1\n", 0o600), "1\n", "2\n"))
	require.False(t, d.Files[0].InPlace, "only where a file cannot be replaced")
}

func TestInPlaceIsPutBack(t *testing.T) {
	w := open(t)
	w.InPlace = true
	a, b := w.file("a", "one\n", 0o640), w.file("b", "1\n", 0o600)
	require.NoError(t, os.Link(a, w.path("a2")))
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			return syscall.ENOSPC
		}
		return nil
	}
	w.refused("nothing was changed", edit(a, "one\n", "2\n"), edit(b, "1\n", "2\n"))
	require.Equal(t, "one\n", w.read("a2"))
	require.Equal(t, []State{Failed}, w.states())
}

// What another program writes to a file that was written in place stays when the change
// fails: it is neither the old nor the new one then, which "recover" tells.
func TestInPlaceIsNotPutBackOverOthers(t *testing.T) {
	for name, at := range map[string]string{"while it is written": "truncate", "while the next file is written": "swap"} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.InPlace = true
			a, b := w.file("a", "one\n", 0o640), w.file("b", "1\n", 0o600)
			require.NoError(t, os.Link(a, w.path("a2")))
			done := false
			w.disk.before = func(op, path string) error {
				if done || op != at || strings.Contains(path, "ledger") {
					return nil
				}
				done = true
				require.NoError(t, os.WriteFile(a, []byte("theirs, and longer\n"), 0o640))
				return syscall.ENOSPC
			}
			w.refused("another program wrote to it meanwhile; what it holds now is kept", edit(a, "one\n", "2\n"), edit(b, "1\n", "2\n"))
			require.Equal(t, "theirs, and longer\n", w.read("a2"))
			require.Equal(t, "1\n", w.read("b"))
			require.Equal(t, []State{Planned}, w.states())
		})
	}
}

// A crash while a file is written in place leaves a part of both, which
// recovering takes for what it is; a change by another program is not mistaken
// for it.
func TestRecoverInPlace(t *testing.T) {
	old, new := strings.Repeat("one\n", 10), strings.Repeat("three\n", 10)
	for name, tc := range map[string]struct {
		now  string
		torn bool
	}{
		"begun":            {new[:20] + old[20:], true},
		"not yet cut":      {new[:4], true},
		"grown by zeros":   {new[:30] + strings.Repeat("\x00", 30), true},
		"another's change": {strings.Replace(old, "one", "two", 1), false},
		"longer than both": {new + "x", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			w.InPlace = true
			a := w.file("a", old, 0o640)
			require.NoError(t, os.Link(a, w.path("a2")))
			w.crash(func() { w.crash(func() { w.commit(edit(a, old, new)) }) })
			require.NoError(t, os.WriteFile(a, []byte(tc.now), 0o600))
			r, err := w.recover(false)
			if !tc.torn {
				require.ErrorIs(t, err, ErrNeither)
				require.Equal(t, tc.now, w.read("a"))
				return
			}
			require.NoError(t, err)
			require.Equal(t, Torn, r.Files[0].Stands)
			require.Equal(t, old, w.read("a2"))
			require.True(t, os.SameFile(w.stat("a"), w.stat("a2")))
			require.Equal(t, []State{Failed}, w.states())
		})
	}
}

// What a file has that it was not to get is another program's, and stays when the write
// is undone: it is not told as what the change gave it.
func TestWhatCannotBeKeptIsNotTheChanges(t *testing.T) {
	w := open(t)
	f, err := os.Open(w.file("a", "1\n", 0o600))
	require.NoError(t, err)
	defer f.Close()
	is, err := keeps("a", f, &change.Metadata{Mode: 0o640, UID: -1, GID: -1})
	require.ErrorContains(t, err, "its mode 0640 cannot be kept")
	require.Nil(t, is)
}
