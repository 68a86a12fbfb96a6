//go:build unix

package store

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestEarlierFilesArePutBack(t *testing.T) {
	w := open(t)
	a, b, gone := w.file("a", "1\n", 0o640|os.ModeSetgid), w.file("b", "1\n", 0o600), w.file("gone", "g\n", 0o604)
	old := time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, os.Chtimes(a, old, old))
	w.disk.before = func(op, path string) error {
		if op == "swap" && path == b {
			return syscall.ENOSPC
		}
		return nil
	}
	err := w.refused(b+": no space left on device; make room and run the command again\nnothing was changed",
		edit(a, "1\n", "2\n"), remove(gone, "g\n"), create(w.path("new"), "n"), edit(b, "1\n", "2\n"))
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "1\n", w.read("b"))
	require.Equal(t, "g\n", w.read("gone"))
	require.Equal(t, os.FileMode(0o604), w.stat("gone").Mode())
	require.NoFileExists(t, w.path("new"))
	require.Equal(t, 0o640|os.ModeSetgid, w.stat("a").Mode())
	require.True(t, w.stat("a").ModTime().Equal(old))
	changes := w.changes()
	require.Len(t, changes, 1)
	require.Equal(t, Failed, changes[0].State)
	require.Contains(t, changes[0].Error, "no space left")

	w.disk.before = nil
	w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"))
}

func TestFilesThatCannotBePutBackAreNamed(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o600)
	swaps := 0
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			if swaps++; swaps > 1 {
				return syscall.EIO
			}
		}
		return nil
	}
	err := w.refused(b+": input/output error\n"+a+" is written and could not be put back", edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"))
	changes := w.changes()
	require.ErrorContains(t, err, "its original is "+w.ArchivePath(changes[0].Files[0]))
	require.Equal(t, Planned, changes[0].State)
	require.Equal(t, err.Error(), changes[0].Error+"\nchange "+changes[0].ID+" is unfinished; run \"cfgtool recover\" when the cause is gone")

	w.disk.before = nil
	err = w.refused(`change `+changes[0].ID+` of ann is unfinished; run "cfgtool recover" first`, edit(b, "1\n", "2\n"))
	require.ErrorIs(t, err, ErrUnfinished)
	_, err = w.undo(changes[0].ID)
	require.ErrorIs(t, err, ErrUnfinished)
	require.Equal(t, "1\n", w.read("b"))
}

func TestNoPartOfAnOriginalIsLeft(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.disk.before = func(op, path string) error {
		if op == "write" && strings.Contains(path, "/files/") {
			return syscall.ENOSPC
		}
		return nil
	}
	w.refused("the archive cannot be written to: no space left on device; make room there, or choose another one with --archive\nnothing was changed", edit(a, "1\n", "2\n"))
	c := w.changes()[0]
	require.Equal(t, Failed, c.State)
	require.NoFileExists(t, w.ArchivePath(c.Files[0]))
	_, err := w.undo(c.ID)
	require.ErrorContains(t, err, "there is nothing to roll back")
}

// What was archived of a change that then did not come about goes, too.
func TestNoOriginalIsLeftOfAChangeThatFailed(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	w.disk.before = func(op, path string) error {
		if op == "sync" && strings.HasSuffix(filepath.Dir(path), filepath.Join("written", w.dir)) {
			return syscall.EIO
		}
		return nil
	}
	w.refused("input/output error", edit(a, "1\n", "2\n"))
	c := w.changes()[0]
	require.Equal(t, Failed, c.State)
	require.NoFileExists(t, w.ArchivePath(c.Files[0]))
	require.NoFileExists(t, w.ResultPath(c.Files[0]))
}
