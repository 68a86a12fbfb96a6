//go:build unix

package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// trial is a workshop in which something is tried that fails, or dies.
type trial struct {
	before func(w workshop)              // makes all ready
	try    func(w workshop) error        // fails
	after  func(w workshop, what string) // holds what must be true then; what tells what failed
}

// sound holds that an archive has no damage; what a process that died left there,
// the ledger does not know.
func (w workshop) sound(what string) {
	w.t.Helper()
	v, err := w.Verify(context.Background())
	require.NoError(w.t, err, what)
	for _, d := range v.Damages {
		require.Equal(w.t, Stray, d.Flaw, "%s: %s: %s", what, d.Path, d.What)
	}
}

// removing files from several folders: all are there, or recover brings them to one of
// the two.
func removing() trial {
	var all *change.Plan
	before := ""
	return trial{
		func(w workshop) {
			all = new(change.Plan)
			for _, name := range []string{"one", "two"} {
				require.NoError(w.t, os.Mkdir(w.path(name), 0o700))
				all.Files = append(all.Files, remove(w.file(name+"/gone", name, 0o600), name))
			}
			before = look(w.t, w.dir)
		},
		func(w workshop) error {
			if _, err := os.Stat(w.path("one/gone")); err != nil {
				return nil // a process that died had done it
			}
			_, err := w.Commit(context.Background(), all, command)
			return err
		},
		func(w workshop, what string) {
			_, err := w.Recover(context.Background(), command, false, nil)
			require.NoError(w.t, err, what)
			changes := w.changes()
			if now := look(w.t, w.dir); now != before {
				require.NotContains(w.t, now, "gone", what)
				w.rollback(changes[len(changes)-1].ID)
			}
			require.Equal(w.t, before, look(w.t, w.dir), what)
			w.sound(what)
		},
	}
}

// saving: what is recorded is there, no file is touched, and the next save succeeds.
func saving() trial {
	dir, before := "", ""
	save := func(w workshop) error {
		_, err := w.Save(context.Background(), []string{dir}, command)
		return err
	}
	return trial{
		func(w workshop) { dir = w.tree(); before = look(w.t, dir) },
		save,
		func(w workshop, what string) {
			w.sound(what)
			require.Equal(w.t, before, look(w.t, dir), what)
			require.NoError(w.t, save(w), what)
			w.sound(what)
			_, err := w.Original(w.changes()[0].Files[0])
			require.NoError(w.t, err, what)
		},
	}
}

// restoring a save: all is as it was, or recover brings it to one of the two.
func restoring() trial {
	var dir, id, saved, changed string
	return trial{
		func(w workshop) {
			dir = w.tree()
			require.NoError(w.t, os.Remove(filepath.Join(dir, "pipe")))
			saved = look(w.t, dir)
			id = w.save("CHG1", dir).Change.ID
			w.file("cluster/zero", "changed\n", 0o600)
			require.NoError(w.t, os.Remove(filepath.Join(dir, "link")))
			require.NoError(w.t, os.RemoveAll(filepath.Join(dir, "app")))
			require.NoError(w.t, os.Chmod(dir, 0o711))
			changed = look(w.t, dir)
		},
		func(w workshop) error {
			_, err := w.restore(id)
			return err
		},
		func(w workshop, what string) {
			_, err := w.Recover(context.Background(), command, false, nil)
			require.NoError(w.t, err, what)
			if now := look(w.t, dir); now != saved {
				require.Equal(w.t, changed, now, what)
			}
			w.sound(what)
			_, err = w.restore(id)
			require.NoError(w.t, err, what)
			require.Equal(w.t, saved, look(w.t, dir), what)
		},
	}
}

// undoing a restore, with a link that is set by force: all is as it was, or recover
// brings it to one of the two.
func undoingRestore() trial {
	var dir, id, before, after string
	undo := func(w workshop) error {
		u, err := w.Rollback([]string{id}, Undoing{Force: true})
		if err != nil {
			return err
		}
		c := command
		c.RollbackOf = u.Changes
		_, err = w.Commit(context.Background(), u.Plan, c)
		return err
	}
	return trial{
		func(w workshop) {
			dir = w.tree()
			require.NoError(w.t, os.Remove(filepath.Join(dir, "pipe")))
			link := filepath.Join(dir, "links", "second")
			require.NoError(w.t, os.Mkdir(filepath.Dir(link), 0o700))
			require.NoError(w.t, os.Symlink("zero", link))
			saved := w.save("CHG1", dir).Change.ID
			w.wreck(dir)
			require.NoError(w.t, os.Remove(link))
			require.NoError(w.t, os.Symlink("nowhere", link))
			after = look(w.t, dir)
			_, done := w.rollbackAll(Undoing{Force: true}, saved)
			id = done.ID
			before = look(w.t, dir)
		},
		undo,
		func(w workshop, what string) {
			_, err := w.Recover(context.Background(), command, false, nil)
			require.NoError(w.t, err, what)
			if now := look(w.t, dir); now != after {
				require.Equal(w.t, before, now, what)
			}
			w.sound(what)
			require.NoError(w.t, undo(w), what)
			require.Equal(w.t, after, look(w.t, dir), what)
		},
	}
}

// pruning: one that was stopped is finished by the next one.
func pruning() trial {
	last := ""
	prune := func(w workshop) error {
		_, err := w.Prune(context.Background(), Retention{Keep: 1}, command)
		return err
	}
	return trial{
		func(w workshop) {
			a := w.file("a", "1\n", 0o640)
			w.commit(edit(a, "1\n", "2\n"))
			w.commit(edit(a, "2\n", "3\n"))
			last = w.commit(edit(a, "3\n", "4\n")).ID
		},
		prune,
		func(w workshop, what string) {
			w.sound(what)
			require.NoError(w.t, prune(w), what)
			v, err := w.Verify(context.Background())
			require.NoError(w.t, err)
			require.Empty(w.t, v.Damages, what)
			require.Equal(w.t, 2, v.Pruned)
			w.rollback(last)
			require.Equal(w.t, "3\n", w.read("a"))
		},
	}
}

// importing what was exported: nothing appears, and a second try succeeds.
func importing(from workshop) trial {
	load := func(w workshop) error {
		_, err := w.Import(context.Background(), from.path("x.tar"), command)
		if errors.Is(err, ErrNotEmpty) && len(w.changes()) > 0 {
			return nil // a process that died had done it
		}
		return err
	}
	return trial{func(workshop) {}, load, func(w workshop, what string) {
		if len(w.changes()) == 0 {
			require.NoError(w.t, load(w), what)
		}
		require.Equal(w.t, len(from.changes()), len(w.changes()), what)
		w.sound(what) // but for the folder beside that a dead process left
	}}
}

// inMemory makes the folders of a test in memory, where syncing costs nothing, if the
// system has such a place.
func inMemory(t *testing.T) {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		t.Setenv("TMPDIR", "/dev/shm")
	}
}
