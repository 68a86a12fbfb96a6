//go:build unix

package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// wreck takes away and alters a part of what tree made.
func (w workshop) wreck(dir string) {
	w.file("cluster/zero", "changed\n", 0o600)
	require.NoError(w.t, os.Remove(filepath.Join(dir, "link")))
	require.NoError(w.t, os.RemoveAll(filepath.Join(dir, "app")))
	require.NoError(w.t, os.Chmod(dir, 0o711))
}

// The rollback of a restore takes away the folders and links that it made, and so on.
func TestRollbackOfARestore(t *testing.T) {
	w := open(t)
	dir := w.tree()
	require.NoError(t, os.Remove(filepath.Join(dir, "pipe")))
	saved := look(t, dir)
	id := w.save("CHG1", dir).Change.ID
	w.wreck(dir)
	wrecked := look(t, dir)

	_, err := w.restore(id)
	require.NoError(t, err)
	for range 2 {
		changes := w.changes()
		back := w.rollback(changes[len(changes)-1].ID)
		require.Equal(t, wrecked, look(t, dir))
		status, err := w.Status([]string{dir})
		require.NoError(t, err)
		require.Empty(t, status.Drifted)
		w.rollback(back.ID)
		require.Equal(t, saved, look(t, dir))
	}

	// What was put into a new folder since keeps that folder.
	changes := w.changes()
	app := filepath.Join(dir, "app")
	w.file("cluster/app/mine", "", 0o600)
	u, err := w.Rollback([]string{changes[len(changes)-1].ID}, Undoing{})
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(app, "mine")}, u.Created)
	w.rollbackAll(Undoing{}, changes[len(changes)-1].ID)
	left, err := os.ReadDir(app)
	require.NoError(t, err)
	require.Len(t, left, 1)

	// Of two restores at once, the links of the first count.
	require.NoError(t, os.RemoveAll(app))
	w.restore(id)
	first := w.changes()[len(w.changes())-1].ID
	require.NoError(t, os.RemoveAll(app))
	w.restore(id)
	second := w.changes()[len(w.changes())-1].ID
	w.rollbackAll(Undoing{Cascade: true}, second, first)
	require.NoDirExists(t, app)
	_, err = os.Lstat(filepath.Join(dir, "link"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// A symbolic link that says something else is set back when that is asked for.
func TestForcedLinks(t *testing.T) {
	w := open(t)
	dir := w.tree()
	w.file("real", "1\n", 0o640)
	named, link := w.path("named"), filepath.Join(dir, "link")
	require.NoError(t, os.Symlink("real", named))
	id := w.save("CHG1", dir, named).Change.ID
	relink := func(path, text string) {
		require.NoError(t, os.Remove(path))
		require.NoError(t, os.Symlink(text, path))
	}
	says := func(path string) string {
		text, err := os.Readlink(path)
		require.NoError(t, err)
		return text
	}
	relink(named, "nowhere")
	relink(link, "zero")
	_, err := w.restore(id)
	require.ErrorContains(t, err, "--force records what it says")
	_, back := w.rollbackAll(Undoing{Force: true}, id)
	require.Equal(t, []Link{{Path: link, Text: "clconf.xml", Was: "zero"}, {Path: named, Text: "real", Was: "nowhere"}}, back.Links)
	require.Equal(t, "real", says(named))
	require.Equal(t, "clconf.xml", says(link))

	relink(link, "other")
	_, err = w.Rollback([]string{back.ID}, Undoing{})
	require.ErrorContains(t, err, `it is no longer the symbolic link to "clconf.xml" that it was`)
	_, again := w.rollbackAll(Undoing{Force: true}, back.ID)
	require.Equal(t, "zero", says(link))
	require.Equal(t, "nowhere", says(named))
	w.rollback(again.ID)
	require.Equal(t, "other", says(link))
	require.Equal(t, "real", says(named))

	// What is no link is left, also by force.
	require.NoError(t, os.Remove(link))
	require.NoError(t, os.Mkdir(link, 0o700))
	_, err = w.Rollback([]string{id}, Undoing{Force: true})
	require.ErrorContains(t, err, `it is no longer the symbolic link to "clconf.xml" that it was`)
}

// Another program that sets the link meanwhile is not overruled.
func TestLinkChangedMeanwhile(t *testing.T) {
	w := open(t)
	dir := w.tree()
	link := filepath.Join(dir, "link")
	id := w.save("CHG1", dir).Change.ID
	require.NoError(t, os.Remove(link))
	require.NoError(t, os.Symlink("zero", link))
	w.disk.before = func(op, path string) error {
		if op == "swap" && path == link {
			os.Remove(link)
			os.Symlink("theirs", link)
		}
		return nil
	}
	u, err := w.Rollback([]string{id}, Undoing{Force: true})
	require.NoError(t, err)
	_, err = w.Commit(context.Background(), u.Plan, command)
	require.ErrorIs(t, err, ErrChanged)
	text, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, "theirs", text)
}
