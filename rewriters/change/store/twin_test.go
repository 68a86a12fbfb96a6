//go:build unix

package store

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// A plan may name a file by several of its names, as a save of a folder does: it is
// written once, in place, and can be recovered and undone under all of them.
func TestTwins(t *testing.T) {
	w := open(t)
	w.InPlace = true
	a, b := w.file("a", "one\n", 0o640), w.path("b")
	require.NoError(t, os.Link(a, b))
	both := func() Change { return w.commit(edit(a, "one\n", "three\n"), edit(b, "one\n", "three\n")) }
	c := both()
	require.Equal(t, "three\n", w.read("b"))
	require.True(t, os.SameFile(w.stat("a"), w.stat("b")))
	w.rollback(c.ID)
	require.Equal(t, "one\n", w.read("a"))

	for _, left := range []string{"three\n", "one\n", "thr\n", "threee\n"} {
		w.crash(func() { w.crash(func() { both() }) }) // its end is cut off, and the note of b
		require.NoError(t, os.WriteFile(a, []byte(left), 0o640))
		r, err := w.recover(false)
		if left == "threee\n" {
			require.ErrorIs(t, err, ErrNeither)
			break
		}
		require.NoError(t, err, left)
		require.Equal(t, r.Files[0].Stands, r.Files[1].Stands)
		require.Contains(t, []string{"one\n", "three\n"}, w.read("a"))
		require.True(t, os.SameFile(w.stat("a"), w.stat("b")))
		if w.read("a") == "three\n" {
			w.rollback(w.changes()[len(w.changes())-1].ID)
		}
	}
}

// A rollback that was killed before its turn came to the two is finished as it was
// begun, in place.
func TestRecoverAsItWasBegun(t *testing.T) {
	w := open(t)
	w.InPlace = true
	a, b, c := w.file("a", "1\n", 0o640), w.path("b"), w.file("c", "1\n", 0o640)
	require.NoError(t, os.Link(a, b))
	done := w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"), edit(c, "1\n", "2\n"))
	w.crash(func() {
		w.crash(func() {
			w.crash(func() { w.crash(func() { w.crash(func() { w.rollback(done.ID) }) }) })
		})
	})
	require.NotContains(t, w.lines()[len(w.lines())-1], "overwriting")
	require.NoError(t, os.WriteFile(a, []byte("2\n"), 0o640))
	w.InPlace = false
	_, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, "1\n", w.read("b"))
	require.Equal(t, "1\n", w.read("c"))
	require.True(t, os.SameFile(w.stat("a"), w.stat("b")))
}

func TestTwinsOfASave(t *testing.T) {
	w := open(t)
	w.file("a", "1\n", 0o640)
	require.NoError(t, os.Link(w.path("a"), w.path("b")))
	id := w.save("", w.dir).Change.ID
	require.NoError(t, os.WriteFile(w.path("b"), []byte("2\n"), 0o640))
	_, err := w.restore(id)
	require.ErrorContains(t, err, "it has 2 names (hard links)")
	w.InPlace = true
	_, err = w.restore(id)
	require.NoError(t, err)
	require.Equal(t, "1\n", w.read("a"))
	require.True(t, os.SameFile(w.stat("a"), w.stat("b")))
}

func TestTwinsRefuse(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.path("b")
	require.NoError(t, os.Link(a, b))
	w.refused("it has 2 names (hard links)", edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"))
	w.InPlace = true
	w.refused("b: it is the same file as "+a+" (hard links), and the two are to become different", edit(a, "1\n", "2\n"), edit(b, "1\n", "3\n"))
	w.refused("are to become different", edit(a, "1\n", "2\n"), remove(b, "1\n"))
	w.refused("b: the file changed since it was read", edit(a, "1\n", "2\n"), edit(b, "0\n", "2\n"))
	w.refused("the plan changes this file twice, as "+a+" too", edit(a, "1\n", "2\n"), edit(a, "1\n", "2\n"))
	require.Equal(t, "1\n", w.read("b"))

	// When a later file fails, both are put back at once.
	w.disk.before = func(op, path string) error {
		if op == "place" {
			return syscall.ENOSPC
		}
		return nil
	}
	w.refused("nothing was changed", edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"), create(w.path("c"), "x"))
	require.Equal(t, "1\n", w.read("b"))
	require.True(t, os.SameFile(w.stat("a"), w.stat("b")))
}
