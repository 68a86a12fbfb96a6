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
