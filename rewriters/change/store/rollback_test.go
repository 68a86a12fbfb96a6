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
	_, err = w.undo(c.ID[len(c.ID)-7 : len(c.ID)-1])
	require.ErrorContains(t, err, "; did you mean "+c.ID+"?")
	archived := w.ArchivePath(w.changes()[0].Files[0])
	require.NoError(t, os.WriteFile(archived, []byte("forged\n"), 0o600))
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "the original of "+a+" is damaged")
	require.NoError(t, os.Remove(archived))
	_, err = w.undo(c.ID)
	require.ErrorContains(t, err, "is missing in the archive")
	require.Equal(t, "2\n", w.read("a"))
}

// A symbolic link that came in the place of a file leads to another file, which no
// rollback may write to, however forced.
func TestRollbackDoesNotFollowANewLink(t *testing.T) {
	w := open(t)
	a, other := w.file("a", "1\n", 0o640), w.file("other", "theirs\n", 0o604)
	c := w.commit(edit(a, "1\n", "2\n"))
	for _, to := range []string{"other", "nowhere"} {
		require.NoError(t, os.Remove(a))
		require.NoError(t, os.Symlink(to, a))
		for _, how := range []Undoing{{}, {Force: true}} {
			_, err := w.Rollback([]string{c.ID}, how)
			require.ErrorIs(t, err, ErrChanged)
			require.ErrorContains(t, err, "move the link away")
		}
	}
	require.Equal(t, "theirs\n", w.read("other"))

	// Who moved the file away and left a link to it, still means this file.
	require.NoError(t, os.Remove(a))
	require.NoError(t, os.Symlink("other", a))
	require.NoError(t, os.WriteFile(other, []byte("2\n"), 0o600))
	w.rollback(c.ID)
	require.Equal(t, "1\n", w.read("other"))
	require.Equal(t, os.ModeSymlink, w.stat("a").Mode().Type())
}

func TestRollbackOfWhatIsNoFileNow(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	require.NoError(t, os.Remove(a))
	require.NoError(t, os.Mkdir(a, 0o700))
	_, err := w.undo(c.ID)
	require.EqualError(t, err, a+": it was a file, and is a folder now; move that away, then run the command again")
}

// One conflict ends the way back of a file: the older changes cannot but be at odds.
func TestOneConflictAFile(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	w.commit(edit(a, "1\n", "2\n"))
	w.file("a", "by hand\n", 0o640)
	second := w.commit(edit(a, "by hand\n", "3\n"))
	w.file("a", "by hand, too\n", 0o640)
	third := w.commit(edit(a, "by hand, too\n", "4\n"))
	ids := []string{w.changes()[0].ID, second.ID, third.ID}
	_, err := w.Rollback(ids, Undoing{})
	var conflicts Conflicts
	require.ErrorAs(t, err, &conflicts)
	require.Len(t, conflicts, 1)
	require.Equal(t, second.ID, conflicts[0].Change)
	require.Equal(t, third.ID, conflicts[0].Found)
	require.Equal(t, "by hand, too\n", string(conflicts[0].Now))
	require.ErrorContains(t, err, a+": another program changed it between change "+second.ID+" and change "+third.ID)

	u, err := w.Rollback(ids, Undoing{Force: true})
	require.NoError(t, err)
	require.Equal(t, []string{a}, u.Forced)
	require.Equal(t, "1\n", string(u.Plan.Files[0].After))

	require.NoError(t, os.Remove(w.ResultPath(second.Files[0])))
	_, err = w.Rollback(ids, Undoing{})
	require.ErrorAs(t, err, &conflicts)
	require.True(t, conflicts[0].Lost)
}

// Of several changes of a file, only the original of the oldest is needed; all that is
// lost is named at once.
func TestRollbackNeedsTheOldestOriginal(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o640)
	first := w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"))
	second := w.commit(edit(a, "2\n", "3\n"))
	require.NoError(t, os.Remove(w.ArchivePath(second.Files[0])))
	u, err := w.Rollback([]string{first.ID}, Undoing{Cascade: true})
	require.NoError(t, err)
	require.Len(t, u.Plan.Files, 2)

	for _, f := range first.Files {
		require.NoError(t, os.Remove(w.ArchivePath(f)))
	}
	_, err = w.Rollback([]string{first.ID}, Undoing{Cascade: true})
	require.ErrorContains(t, err, "the original of "+a+" is missing")
	require.ErrorContains(t, err, "the original of "+b+" is missing")
}
