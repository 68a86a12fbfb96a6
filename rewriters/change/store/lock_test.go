//go:build unix && !solaris && !aix

package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// another is a second command on the same archive.
func (w workshop) another() *Store {
	s, err := Open(w.Dir())
	require.NoError(w.t, err)
	return s
}

func TestLockTimesOutWithItsHolder(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	holder := command
	holder.Actor = "bob"
	other := w.another()
	unlock, err := other.lock(context.Background(), holder)
	require.NoError(t, err)
	unlock()
	lock := filepath.Join(w.Dir(), "lock")
	left, err := os.ReadFile(lock)
	require.NoError(t, err)
	require.Empty(t, left)
	require.NoError(t, os.WriteFile(lock, make([]byte, 1<<12), 0o600)) // as a crash leaves it
	unlock, err = other.lock(context.Background(), holder)
	require.NoError(t, err)
	err = w.refused("", edit(a, "1\n", "2\n"))
	require.ErrorIs(t, err, ErrLocked)
	require.Regexp(t, `the archive is locked by bob on db1 \(process \d+, "cfgtool set a 2"\) since .*Z; run the command again when that one is done`, err.Error())
	require.Equal(t, "1\n", w.read("a"))
	unlock()
	w.commit(edit(a, "1\n", "2\n"))
}

func TestSecondCommandWaits(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	second := w.another()
	var wait sync.WaitGroup
	var failed error
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			wait.Go(func() { _, failed = second.Commit(context.Background(), plan(edit(a, "1\n", "3\n")), command) })
			time.Sleep(5 * poll)
		}
		return nil
	}
	w.commit(edit(a, "1\n", "2\n"))
	wait.Wait()
	require.ErrorIs(t, failed, ErrChanged)
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, []State{Committed}, w.states())
}

func TestManyCommandsAtOnce(t *testing.T) {
	w := open(t)
	a := w.file("a", "0\n", 0o600)
	var wait sync.WaitGroup
	const commands = 8
	for range commands {
		s := w.another()
		wait.Go(func() {
			for { // read, plan, write, and again if another was faster
				now, err := ReadFile(a, 0)
				if err == nil {
					_, err = s.Commit(context.Background(), plan(edit(a, string(now), string(now)+"x\n")), command)
				}
				if err == nil {
					return
				}
				if !errors.Is(err, ErrChanged) {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	require.Equal(t, "0\nx\nx\nx\nx\nx\nx\nx\nx\n", w.read("a"))
	require.Len(t, w.changes(), commands)
}

func TestFileLockedByAnotherProgram(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	f, err := os.Open(a)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, tryLock(f))
	require.ErrorIs(t, w.refused(a+": another program has locked it", edit(a, "1\n", "2\n")), ErrLocked)
}

// A file that was replaced while its lock was awaited is looked at anew.
func TestReplacedWhileWaiting(t *testing.T) {
	w := open(t)
	w.LockTimeout = time.Minute
	a := w.file("a", "1\n", 0o600)
	f, err := os.Open(a)
	require.NoError(t, err)
	require.NoError(t, tryLock(f))
	done := make(chan error)
	go func() {
		_, err := w.Commit(context.Background(), plan(edit(a, "1\n", "2\n")), command)
		done <- err
	}()
	time.Sleep(5 * poll)
	w.file("b", "1\n", 0o640)
	require.NoError(t, os.Rename(w.path("b"), a))
	require.NoError(t, f.Close())
	require.NoError(t, <-done)
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode(), "the mode of the file that is there now stays")
}

// While a command is at work, its change is not one that a crash left, and what it
// writes into the archive is not left over.
func TestAtWork(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	w.commit(edit(b, "1\n", "2\n"))
	other := w.another()
	other.LockTimeout = 0
	looked := false
	w.disk.before = func(op, path string) error {
		if op != "chmod" || filepath.Dir(path) == w.dir || looked {
			return nil
		}
		looked = true // the first copy is there, and not recorded as whole
		v, err := other.Verify(context.Background())
		require.NoError(t, err)
		require.Empty(t, v.Damages)
		for what, try := range map[string]func() error{
			"recovery": func() error { _, err := other.Recovery(); return err },
			"rollback": func() error { _, err := other.Rollback([]string{w.changes()[0].ID}, Undoing{}); return err },
			"prune":    func() error { _, err := other.Prunable(Retention{Keep: 1}); return err },
			"export":   func() error { _, err := other.Export(context.Background(), w.path("x.tar")); return err },
		} {
			require.ErrorIs(t, try(), ErrLocked, what)
		}
		return nil
	}
	w.commit(edit(a, "1\n", "2\n"))
	require.True(t, looked)

	looked = false
	other.LockTimeout = time.Minute
	var wait sync.WaitGroup
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			looked = true
			wait.Go(func() {
				r, err := other.Recovery()
				if err != nil || r != nil {
					t.Errorf("%v %v, not a change that is done", r, err)
				}
			})
			time.Sleep(5 * poll)
		}
		return nil
	}
	w.commit(edit(a, "2\n", "3\n"))
	wait.Wait()
	require.True(t, looked)
}

// A save records last, so its copies are known to nobody while it makes them.
func TestVerifyDuringASave(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	other := w.another()
	looked := 0
	w.disk.before = func(op, path string) error {
		if op == "chmod" {
			looked++
			v, err := other.Verify(context.Background())
			require.NoError(t, err)
			require.Empty(t, v.Damages)
			require.True(t, v.Busy)
		}
		return nil
	}
	_, err := w.Save(context.Background(), []string{a, b}, command)
	require.NoError(t, err)
	require.Equal(t, 2, looked)
}
