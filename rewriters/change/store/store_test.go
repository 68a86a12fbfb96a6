//go:build unix

package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// workshop is a folder of files and an archive.
type workshop struct {
	*Store
	t   *testing.T
	dir string
}

func open(t *testing.T) workshop {
	s, err := Open(filepath.Join(t.TempDir(), "state", "archive"))
	require.NoError(t, err)
	s.LockTimeout = 100 * time.Millisecond
	w := workshop{s, t, t.TempDir()}
	t.Cleanup(func() {
		left, err := filepath.Glob(filepath.Join(w.dir, ".*.cfgtool-*"))
		require.NoError(t, err)
		require.Empty(t, left, "temporary files are left")
	})
	return w
}

func (w workshop) path(name string) string { return filepath.Join(w.dir, name) }

// file makes a file.
func (w workshop) file(name, content string, mode os.FileMode) string {
	path := w.path(name)
	require.NoError(w.t, os.WriteFile(path, []byte(content), 0o600))
	require.NoError(w.t, os.Chmod(path, mode))
	return path
}

func (w workshop) read(name string) string {
	content, err := os.ReadFile(w.path(name))
	require.NoError(w.t, err)
	return string(content)
}

func (w workshop) stat(name string) os.FileInfo {
	info, err := os.Lstat(w.path(name))
	require.NoError(w.t, err)
	return info
}

// commit commits a plan that must succeed.
func (w workshop) commit(changes ...*change.FileChange) Change {
	w.t.Helper()
	c, err := w.Commit(context.Background(), plan(changes...), command)
	require.NoError(w.t, err)
	require.Equal(w.t, Committed, c.State)
	return c
}

// refused commits a plan that must fail and leave the ledger without a change in force.
func (w workshop) refused(want string, changes ...*change.FileChange) error {
	w.t.Helper()
	_, err := w.Commit(context.Background(), plan(changes...), command)
	require.ErrorContains(w.t, err, want)
	return err
}

func (w workshop) changes() []Change {
	w.t.Helper()
	changes, err := w.Changes()
	require.NoError(w.t, err)
	return changes
}

var command = Command{Args: []string{"cfgtool", "set", "a", "2"}, Reason: "CHG1", Actor: "ann", Host: "db1", Version: "1"}

func plan(changes ...*change.FileChange) *change.Plan { return &change.Plan{Files: changes} }

// edit replaces the content of a file.
func edit(path, before, after string) *change.FileChange {
	return &change.FileChange{Path: path, Kind: change.Edit, Before: []byte(before), After: []byte(after), Edits: change.LineEdits([]byte(before), []byte(after))}
}

func create(path, after string) *change.FileChange {
	return &change.FileChange{Path: path, Kind: change.Create, After: []byte(after)}
}

func remove(path, before string) *change.FileChange {
	return &change.FileChange{Path: path, Kind: change.Remove, Before: []byte(before)}
}

func TestCommit(t *testing.T) {
	w := open(t)
	a, b, gone := w.file("a", "a=1\n", 0o640), w.file("b", "", 0o444), w.file("gone", "g\n", 0o600)
	c := w.commit(edit(a, "a=1\n", "a=2\n"), edit(b, "", "b\n"), remove(gone, "g\n"), create(w.path("new"), "n\n"))

	require.Equal(t, "a=2\n", w.read("a"))
	require.Equal(t, "b\n", w.read("b"))
	require.Equal(t, "n\n", w.read("new"))
	require.NoFileExists(t, gone)
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())
	require.Equal(t, os.FileMode(0o444), w.stat("b").Mode())
	require.Regexp(t, `^\d{8}T\d{6}Z-[0-9a-f]{6}$`, c.ID)

	changes := w.changes()
	require.Len(t, changes, 1)
	got := changes[0]
	require.Equal(t, c.ID, got.ID)
	require.Equal(t, Committed, got.State)
	require.Equal(t, "ann", got.Actor)
	require.Equal(t, "CHG1", got.Reason)
	require.Equal(t, command.Args, got.Args)
	require.WithinDuration(t, time.Now(), got.Time, time.Minute)
	require.Equal(t, change.Hash([]byte("a=1\n")), got.Files[0].Before)
	require.Equal(t, change.Hash([]byte("a=2\n")), got.Files[0].After)
	require.Equal(t, a, got.Files[0].Path)
	require.Equal(t, change.Hash([]byte{}), got.Files[1].Before)
	require.Empty(t, got.Files[2].After)
	require.Empty(t, got.Files[3].Before)
	require.Empty(t, w.ArchivePath(got.Files[3]))

	for i, want := range []string{"a=1\n", "", "g\n"} {
		original, err := w.Original(got.Files[i])
		require.NoError(t, err)
		require.Equal(t, want, string(original))
	}
	require.True(t, strings.HasPrefix(w.ArchivePath(got.Files[0]), filepath.Join(w.Dir(), "files", a)+"."))
	info, err := os.Stat(w.ArchivePath(got.Files[1]))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o444), info.Mode())
	for dir := filepath.Dir(w.ArchivePath(got.Files[0])); dir != filepath.Dir(w.Dir()); dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o700), info.Mode().Perm(), dir)
	}
}

func TestNothingToDo(t *testing.T) {
	w := open(t)
	a := w.file("a", "a=1\n", 0o640)
	before := w.stat("a")
	for _, p := range []*change.Plan{{}, plan(edit(a, "a=1\n", "a=1\n"))} {
		c, err := w.Commit(context.Background(), p, command)
		require.NoError(t, err)
		require.Empty(t, c.ID)
		require.NoDirExists(t, w.Dir())
	}
	c, err := w.Commit(context.Background(), plan(&change.FileChange{Path: a, Kind: change.Restore, Before: []byte("a=1\n"), After: []byte("a=1\n")}), command)
	require.NoError(t, err)
	require.Empty(t, c.ID)
	require.Empty(t, w.changes())
	require.True(t, os.SameFile(before, w.stat("a")))
	require.Equal(t, before.ModTime(), w.stat("a").ModTime())
}

func TestRelativePath(t *testing.T) {
	w := open(t)
	w.file("a", "1\n", 0o600)
	t.Chdir(w.dir)
	require.Equal(t, w.path("a"), w.commit(edit("a", "1\n", "2\n")).Files[0].Path)
}

func TestRefusals(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	hard := w.file("hard", "1\n", 0o600)
	require.NoError(t, os.Link(hard, w.path("hard2")))
	require.NoError(t, unix.Mkfifo(w.path("fifo"), 0o600))
	require.NoError(t, os.Symlink("loop", w.path("loop")))
	require.NoError(t, os.Symlink("nowhere", w.path("dangling")))
	for _, tc := range []struct {
		name, want string
		change     *change.FileChange
	}{
		{"changed", w.path("a") + ": the file changed since it was read; run the command again", edit(a, "0\n", "2\n")},
		{"changed before removal", "the file changed since it was read", remove(a, "0\n")},
		{"hard link", "it has 2 names (hard links)", edit(hard, "1\n", "2\n")},
		{"pipe", "it is a named pipe (FIFO); name a regular file", edit(w.path("fifo"), "", "2\n")},
		{"folder", "it is a folder", edit(w.dir, "", "2\n")},
		{"device", "it is a device", edit("/dev/null", "", "2\n")},
		{"missing", w.path("none") + ": no such file or directory", edit(w.path("none"), "", "2\n")},
		{"loop", "its symbolic links lead in a circle", edit(w.path("loop"), "", "2\n")},
		{"dangling", `it is a symbolic link to "nowhere", which does not exist`, edit(w.path("dangling"), "", "2\n")},
		{"create what exists", "it exists already", create(a, "2\n")},
		{"create behind a link", "it exists already", create(w.path("dangling"), "2\n")},
		{"create without folder", "its folder does not exist", create(w.path("no/such"), "2\n")},
	} {
		t.Run(tc.name, func(t *testing.T) { w.refused(tc.want, tc.change) })
	}
	w.refused("the plan changes this file twice", edit(a, "1\n", "2\n"), remove(a, "1\n"))
	require.Empty(t, w.changes())
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "1\n", w.read("hard"))
}

func TestWriteUnarchived(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	require.NoError(t, WriteUnarchived(context.Background(), plan(edit(a, "1\n", "2\n"), create(w.path("b"), "b")), 0))
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, "b", w.read("b"))
	require.ErrorIs(t, WriteUnarchived(context.Background(), plan(edit(a, "1\n", "3\n")), 0), ErrChanged)
	require.NoDirExists(t, w.Dir())
}

func TestGenerationsAreNeverOverwritten(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	at := command
	at.Time = time.Date(2008, 1, 1, 12, 0, 0, 5, time.UTC)
	c, err := w.Commit(context.Background(), plan(edit(a, "1\n", "2\n")), at)
	require.NoError(t, err)
	require.Equal(t, "a.20080101T120000.000000005Z-"+c.ID, filepath.Base(c.Files[0].Archived))
	require.True(t, strings.HasPrefix(c.ID, "20080101T120000Z-"))
	f, err := w.disk.newFile(w.ArchivePath(c.Files[0]), 0o600)
	require.ErrorIs(t, err, os.ErrExist, f)
}
