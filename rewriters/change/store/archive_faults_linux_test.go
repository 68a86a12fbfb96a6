package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// trial is a workshop in which something is tried that fails, or dies.
type trial struct {
	before func(w workshop)            // makes all ready
	try    func(w workshop) error      // fails
	after  func(w workshop, ok string) // holds what must be true then; ok tells what failed
}

// inTurn fails every operation of a trial, or every third, in every mode, and says
// how many that were.
func inTurn(t *testing.T, least int, begin func() trial) {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		t.Setenv("TMPDIR", "/dev/shm") // memory, where syncing costs nothing
	}
	for m, how := range modes {
		t.Run(how, func(t *testing.T) {
			runs := 0
			for at := 1 + m%stride(3); ; at += stride(3) {
				w, of, f := open(t), begin(), &fault{at: at, how: how}
				of.before(w)
				w.disk.before = f.before
				err := survive(func() error { return of.try(w) })
				w.disk.before = nil
				of.after(w, fmt.Sprintf("%s at operation %d (%s): %v", how, at, f.last, err))
				if f.last == "" {
					require.NoError(t, err)
					break
				}
				runs++
			}
			require.GreaterOrEqual(t, runs*stride(3), least)
			t.Logf("%d operations", runs)
		})
	}
}

// survive does what may die.
func survive(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if r != errKilled {
				panic(r)
			}
			err = errKilled
		}
	}()
	return do()
}

// sound holds that an archive has no damage; what a process that died left there,
// the ledger does not know.
func (w workshop) sound(what string) {
	v, err := w.Verify(context.Background())
	require.NoError(w.t, err, what)
	for _, d := range v.Damages {
		require.Equal(w.t, Stray, d.Flaw, "%s: %s: %s", what, d.Path, d.What)
	}
}

// Whatever operation of a save fails, what is recorded is there, no file is touched,
// and the next save succeeds.
func TestEveryOperationOfASaveFails(t *testing.T) {
	inTurn(t, 20, func() trial {
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
	})
}

// Whatever operation of restoring a save fails, all is as it was, or recover
// brings it to one of the two.
func TestEveryOperationOfARestoreFails(t *testing.T) {
	inTurn(t, 60, func() trial {
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
				_, err := w.Recover(context.Background(), command, false)
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
	})
}

// Whatever operation of rolling a restore back fails, with a link that is set by
// force, all is as it was, or recover brings it to one of the two.
func TestEveryOperationOfUndoingARestoreFails(t *testing.T) {
	inTurn(t, 50, func() trial {
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
				link := filepath.Join(dir, "second")
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
				_, err := w.Recover(context.Background(), command, false)
				require.NoError(w.t, err, what)
				if now := look(w.t, dir); now != after {
					require.Equal(w.t, before, now, what)
				}
				w.sound(what)
				require.NoError(w.t, undo(w), what)
				require.Equal(w.t, after, look(w.t, dir), what)
			},
		}
	})
}

// A prune that was stopped is finished by the next one.
func TestEveryOperationOfAPruneFails(t *testing.T) {
	inTurn(t, 5, func() trial {
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
	})
}

// Whatever operation of an import fails, nothing appears, and a second try succeeds.
func TestEveryOperationOfAnImportFails(t *testing.T) {
	from := open(t)
	exported(from)
	load := func(w workshop) error {
		_, err := w.Import(context.Background(), from.path("x.tar"), command)
		return err
	}
	inTurn(t, 20, func() trial {
		return trial{func(workshop) {}, load, func(w workshop, what string) {
			if len(w.changes()) == 0 {
				require.NoError(w.t, load(w), what)
			}
			require.Equal(w.t, len(from.changes()), len(w.changes()), what)
			v, err := w.Verify(context.Background())
			require.NoError(w.t, err)
			for _, d := range v.Damages { // the folder beside that a dead process left empty
				require.Equal(w.t, Stray, d.Flaw, what)
			}
		}}
	})
}
