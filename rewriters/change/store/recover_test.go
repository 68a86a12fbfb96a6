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
)

// crash commits a plan and dies before the last event of the ledger.
func (w workshop) crash(plan func()) Change {
	w.t.Helper()
	plan()
	lines := w.lines()
	require.NoError(w.t, os.WriteFile(w.ledger(), []byte(strings.Join(lines[:len(lines)-1], "\n")+"\n"), 0o600))
	os.Remove(w.head()) // it is written at the very end
	c := pending(w.changes())
	require.NotNil(w.t, c)
	return *c
}

func (w workshop) recover(keep bool) (*Recovery, error) {
	return w.Recover(context.Background(), command, keep, nil)
}

func TestNothingToRecover(t *testing.T) {
	w := open(t)
	r, err := w.Recovery()
	require.NoError(t, err)
	require.Nil(t, r)
	w.commit(edit(w.file("a", "1\n", 0o600), "1\n", "2\n"))
	r, err = w.recover(false)
	require.NoError(t, err)
	require.Nil(t, r)
	require.Len(t, w.lines(), 4)
}

func TestRecoverFinishes(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	c := w.crash(func() { w.commit(edit(a, "1\n", "2\n"), create(w.path("new"), "n")) })
	r, err := w.Recovery()
	require.NoError(t, err)
	require.Equal(t, Forward, r.Direction)
	require.True(t, r.Plan.Empty())
	r, err = w.recover(false)
	require.NoError(t, err)
	require.Equal(t, c.ID, r.Change.ID)
	require.Equal(t, Committed, r.Change.State)
	require.True(t, r.Change.Recovered)
	w.rollback(c.ID)
	require.Equal(t, "1\n", w.read("a"))
}

func TestRecoverUndoes(t *testing.T) {
	w := open(t)
	a, b, gone := w.file("a", "1\n", 0o640|os.ModeSetgid), w.file("b", "1\n", 0o600), w.file("gone", "g\n", 0o604)
	at := time.Date(2008, 1, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, os.Chtimes(a, at, at))
	c := w.crash(func() {
		w.commit(edit(a, "1\n", "2\n"), remove(gone, "g\n"), create(w.path("new"), "n"), edit(b, "1\n", "2\n"))
	})
	w.file("b", "1\n", 0o600)
	temp := beside(a, c.ID) + "abcdef"
	require.NoError(t, os.WriteFile(temp, []byte("1\n"), 0o600))
	r, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, Back, r.Direction)
	require.Equal(t, Failed, r.Change.State)
	require.Len(t, r.Plan.Files, 3)
	require.Equal(t, w.path("new"), r.Plan.Files[0].Path, "the last one first")
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, 0o640|os.ModeSetgid, w.stat("a").Mode())
	require.True(t, w.stat("a").ModTime().Equal(at))
	require.Equal(t, "g\n", w.read("gone"))
	require.NoFileExists(t, w.path("new"))
	require.NoFileExists(t, temp)
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "there is nothing to roll back")
}

// A change that was going back when it died goes on going back, though all of its
// files may be new.
func TestRecoverKeepsItsDirection(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	c := w.crash(func() { w.commit(edit(a, "1\n", "2\n")) })
	w.event(record{Event: undoing, ID: c.ID, Error: "no space"})
	require.Equal(t, Back, w.changes()[0].Direction)
	_, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, "1\n", w.read("a"))
}

// A rollback under way is going back, and recovering goes on with it.
func TestRecoverGoesOnRollingBack(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	c := w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"))
	back := w.crash(func() { w.rollback(c.ID) })
	w.file("b", "2\n", 0o600)
	require.Equal(t, []State{RollingBack, Planned}, w.states())
	require.Equal(t, back.ID, w.changes()[0].RolledBackBy)
	_, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "1\n", w.read("b"))
	require.Equal(t, []State{RolledBack, Committed}, w.states())

	back = w.crash(func() { w.rollback(back.ID) }) // and if it had not begun, it is undone
	w.file("a", "1\n", 0o600)
	w.file("b", "1\n", 0o600)
	_, err = w.recover(false)
	require.NoError(t, err)
	require.Equal(t, []State{RolledBack, Committed, Failed}, w.states())
}

func TestRecoverStopsAtAFileThatIsNeither(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	c := w.crash(func() { w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"), create(w.path("new"), "n")) })
	w.file("b", "theirs\n", 0o600)
	w.file("new", "theirs\n", 0o600)
	r, err := w.recover(false)
	require.ErrorIs(t, err, ErrNeither)
	require.ErrorContains(t, err, b+": it is neither what it was before the change nor what the change writes: it was "+w.ArchivePath(c.Files[1])+", and was to be "+w.ResultPath(c.Files[1])+"; make it one of the two")
	require.ErrorContains(t, err, w.path("new")+": it is neither what it was before the change nor what the change writes: there was no such file before, and was to be ")
	require.Equal(t, Other, r.Files[1].Stands)
	require.Equal(t, "2\n", w.read("a"), "nothing is written")
	require.Equal(t, []State{Planned}, w.states())
	for path, want := range map[string]string{w.ArchivePath(c.Files[1]): "1\n", w.ResultPath(c.Files[1]): "2\n"} {
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, want, string(content))
	}
	_, err = w.recover(true)
	require.NoError(t, err)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "theirs\n", w.read("b"))
	require.Equal(t, "theirs\n", w.read("new"))
	require.Equal(t, []State{Failed}, w.states())

	// What it was before is nowhere else, so it stays in the archive; that of the other
	// files is in their places.
	_, err = w.Prune(context.Background(), Retention{Keep: 1}, command)
	require.NoError(t, err)
	found, err := w.Find(c.ID, "")
	require.NoError(t, err)
	require.Len(t, found, 1)
	original, err := w.Original(found[0].File)
	require.NoError(t, err)
	require.Equal(t, "1\n", string(original))
	require.NoFileExists(t, w.ArchivePath(c.Files[0]))
	_, err = w.Export(context.Background(), w.path("x.tar"))
	require.NoError(t, err)
	_, err = emptyStore(t).Import(context.Background(), w.path("x.tar"), command)
	require.NoError(t, err)
	require.NoError(t, os.Remove(w.ArchivePath(found[0].File)))
	v, err := w.Verify(context.Background())
	require.NoError(t, err)
	require.Equal(t, Missing, v.Damages[0].Flaw)
}

// What came out of an exchange and was not looked at any more may be another
// program's; it is not removed.
func TestRecoverKeepsWhatAnotherProgramWrote(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	c := w.crash(func() { w.commit(edit(a, "1\n", "2\n")) })
	temp := beside(a, c.ID) + "abcdef"
	require.NoError(t, os.WriteFile(temp, []byte("theirs\n"), 0o600))
	_, err := w.recover(false)
	require.ErrorIs(t, err, ErrNeither)
	require.ErrorContains(t, err, a+": another program changed it while the change was written, and that version is now in "+temp)
	_, err = w.recover(true)
	require.NoError(t, err)
	require.Equal(t, "theirs\n", w.read(filepath.Base(temp)))
	require.NoError(t, os.Remove(temp))
}

func TestRecoverNeedsTheOriginals(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	c := w.crash(func() { w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n")) })
	w.file("b", "1\n", 0o600)
	require.NoError(t, os.WriteFile(w.ArchivePath(c.Files[0]), []byte("forged\n"), 0o600))
	_, err := w.recover(false)
	require.ErrorContains(t, err, "the original of "+a+" is damaged")
	require.Equal(t, "2\n", w.read("a"))
}

// What is left of an archive that was not complete goes, too.
func TestRecoverBeforeAnythingWasWritten(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	c := w.crash(func() { w.crash(func() { w.crash(func() { w.commit(edit(a, "1\n", "2\n")) }) }) })
	w.file("a", "theirs\n", 0o600) // not ours to judge
	_, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, "theirs\n", w.read("a"))
	require.NoFileExists(t, w.ArchivePath(c.Files[0]))
	require.NoFileExists(t, w.ResultPath(c.Files[0]))
	require.Equal(t, []State{Failed}, w.states())
}

func TestUnfinished(t *testing.T) {
	w := open(t)
	unfinished := func() *Change {
		c, err := w.Unfinished()
		require.NoError(t, err)
		return c
	}
	require.Nil(t, unfinished(), "no archive")
	a := w.file("a", "1\n", 0o600)
	c := w.crash(func() { w.commit(edit(a, "1\n", "2\n")) })
	require.Equal(t, c.ID, unfinished().ID)
	other, err := Open(w.Dir())
	require.NoError(t, err)
	unlock, err := other.lock(context.Background(), command)
	require.NoError(t, err)
	require.Nil(t, unfinished(), "another command is at work")
	unlock()
	w.tail(`{"torn`)
	require.Equal(t, c.ID, unfinished().ID)
	_, err = w.recover(false)
	require.NoError(t, err)
	require.Nil(t, unfinished())
	require.NoError(t, os.WriteFile(w.ledger(), []byte("{}\nx\n"), 0o600))
	_, err = w.Unfinished()
	require.ErrorIs(t, err, ErrBroken)
}

// A change that was told to stop puts everything back.
func TestInterrupted(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	for _, at := range []string{"create", "swap", "sync"} {
		ctx, stop := context.WithCancel(context.Background())
		w.disk.before = func(op, path string) error {
			if op == at {
				stop()
			}
			return nil
		}
		_, err := w.Commit(ctx, plan(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n")), command)
		require.ErrorIs(t, err, ErrInterrupted, at)
		require.EqualError(t, err, "interrupted\nnothing was changed")
		require.Equal(t, "1\n", w.read("a"))
		require.Equal(t, "1\n", w.read("b"))
		changes := w.changes()
		require.Equal(t, Failed, changes[len(changes)-1].State)
	}
	w.disk.before = nil
	ctx, stop := context.WithCancel(context.Background())
	other, err := Open(w.Dir())
	require.NoError(t, err)
	unlock, err := other.lock(context.Background(), command)
	require.NoError(t, err)
	defer unlock()
	w.LockTimeout = time.Minute
	time.AfterFunc(2*poll, stop)
	_, err = w.Commit(ctx, plan(edit(a, "1\n", "2\n")), command)
	require.ErrorIs(t, err, ErrInterrupted, "while it waits, too")
}
