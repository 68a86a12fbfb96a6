//go:build unix

package store

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// undo plans to roll a change back.
func (w workshop) undo(id string) (*change.Plan, error) {
	u, err := w.Rollback([]string{id}, Undoing{})
	if err != nil {
		return nil, err
	}
	return u.Plan, nil
}

// rollback rolls a change back, which must succeed.
func (w workshop) rollback(id string) Change {
	w.t.Helper()
	p, err := w.undo(id)
	require.NoError(w.t, err)
	c := command
	c.RollbackOf = []string{id}
	done, err := w.Commit(context.Background(), p, c)
	require.NoError(w.t, err)
	return done
}

func (w workshop) states() []State {
	w.t.Helper()
	var out []State
	for _, c := range w.changes() {
		out = append(out, c.State)
	}
	return out
}

func TestRollback(t *testing.T) {
	w := open(t)
	a, gone := w.file("a", "1\n", 0o640|os.ModeSetgid), w.file("gone", "g\n", 0o604)
	c := w.commit(edit(a, "1\n", "2\n"), remove(gone, "g\n"), create(w.path("new"), "n\n"))
	require.NoError(t, os.Chmod(a, 0o777))

	back := w.rollback(c.ID)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, 0o640|os.ModeSetgid, w.stat("a").Mode())
	require.Equal(t, "g\n", w.read("gone"))
	require.Equal(t, os.FileMode(0o604), w.stat("gone").Mode())
	require.NoFileExists(t, w.path("new"))
	require.Equal(t, []string{c.ID}, back.RollbackOf)
	require.Equal(t, []State{RolledBack, Committed}, w.states())
	require.Equal(t, back.ID, w.changes()[0].RolledBackBy)

	p, err := w.undo(c.ID) // already back
	require.NoError(t, err)
	require.True(t, p.Empty())

	again := w.rollback(back.ID)
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, os.FileMode(0o777), w.stat("a").Mode())
	require.NoFileExists(t, gone)
	require.Equal(t, "n\n", w.read("new"))
	require.Equal(t, []State{Committed, RolledBack, Committed}, w.states())

	w.rollback(again.ID)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, []State{RolledBack, Committed, RolledBack, Committed}, w.states())
	_, err = w.undo(c.ID)
	require.NoError(t, err)
	w.commit(edit(a, "1\n", "5\n"))
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "is already rolled back, by")
}

func TestRollbackRefusesWhatOthersChanged(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"))
	w.file("b", "theirs\n", 0o640)
	_, err := w.undo(c.ID)
	require.ErrorIs(t, err, ErrChanged)
	short := func(s string) string { return change.Hash([]byte(s))[:15] }
	require.ErrorContains(t, err, b+": it is no longer what the change wrote ("+short("theirs\n")+", not "+short("2\n")+")")
	require.NoError(t, os.Remove(b))
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "(no file, not "+short("2\n")+")")
	w.file("b", "1\n", 0o640) // by hand
	p, err := w.undo(c.ID)
	require.NoError(t, err)
	require.Len(t, p.Files, 1)
	require.Equal(t, a, p.Files[0].Path)
}

func TestRollbackOfLink(t *testing.T) {
	w := open(t)
	w.file("real", "1\n", 0o640)
	require.NoError(t, os.Symlink("real", w.path("link")))
	c := w.commit(edit(w.path("link"), "1\n", "2\n"))
	require.NoError(t, os.Remove(w.path("link")))
	w.rollback(c.ID)
	require.Equal(t, "1\n", w.read("real"))
}

func TestRollbackOfModeAlone(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	m := &change.Metadata{Mode: 0o600, UID: os.Getuid(), GID: os.Getgid()}
	c := w.commit(&change.FileChange{Path: a, Kind: change.Restore, Before: []byte("1\n"), After: []byte("1\n"), Metadata: m})
	require.Equal(t, os.FileMode(0o600), w.stat("a").Mode())
	w.rollback(c.ID)
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())
	p, err := w.undo(c.ID)
	require.NoError(t, err)
	require.True(t, p.Empty())
}

func TestRollbackRefuses(t *testing.T) {
	w := open(t)
	_, err := w.undo("20080101T120000Z-000000")
	require.ErrorContains(t, err, `the archive has no change "20080101T120000Z-000000"`)

	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	archived := w.ArchivePath(w.changes()[0].Files[0])
	require.NoError(t, os.WriteFile(archived, []byte("forged\n"), 0o600))
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "the original of "+a+" is damaged")
	require.NoError(t, os.Remove(archived))
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "is missing in the archive")
	require.Equal(t, "2\n", w.read("a"))
}
