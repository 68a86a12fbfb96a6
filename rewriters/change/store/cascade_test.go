//go:build unix

package store

import (
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// rolledBackAll rolls changes back as told, which must succeed.
func (w workshop) rollbackAll(how Undoing, ids ...string) (*Undo, Change) {
	w.t.Helper()
	u, err := w.Rollback(ids, how)
	require.NoError(w.t, err)
	c := command
	c.RollbackOf = u.Changes
	done, err := w.Commit(w.t.Context(), u.Plan, c)
	require.NoError(w.t, err)
	return u, done
}

func TestLaterChangeStandsInTheWay(t *testing.T) {
	w := open(t)
	a, b, other := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o600), w.file("other", "1\n", 0o600)
	first := w.commit(edit(a, "1\n", "2\n"))
	second := w.commit(edit(a, "2\n", "3\n"), edit(b, "1\n", "2\n"))
	w.commit(edit(other, "1\n", "2\n"))
	third := w.commit(edit(b, "2\n", "3\n"))
	_, err := w.undo(first.ID)
	require.ErrorIs(t, err, ErrLater)
	require.EqualError(t, err, a+": change "+second.ID+" of ann wrote to it after change "+first.ID+"; roll that one back first; --cascade undoes both")

	u, back := w.rollbackAll(Undoing{Cascade: true}, first.ID)
	require.Equal(t, []string{third.ID, second.ID, first.ID}, u.Changes, "what stands in the way of the second one, too")
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "1\n", w.read("b"))
	require.Equal(t, "2\n", w.read("other"))
	require.Equal(t, []State{RolledBack, RolledBack, Committed, RolledBack, Committed}, w.states())
	require.Equal(t, []string{third.ID, second.ID, first.ID}, w.changes()[4].RollbackOf)

	w.rollbackAll(Undoing{}, back.ID)
	require.Equal(t, "3\n", w.read("a"))
	require.Equal(t, "3\n", w.read("b"))
	require.Equal(t, []State{Committed, Committed, Committed, Committed, RolledBack, Committed}, w.states())
}

// A change and its rollback together stand in nobody's way.
func TestUndoneChangesStandInNobodysWay(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	first := w.commit(edit(a, "1\n", "2\n"))
	second := w.commit(edit(a, "2\n", "3\n"))
	w.rollback(second.ID)
	w.rollback(first.ID)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, []State{RolledBack, RolledBack, Committed, Committed}, w.states())
}

// What another program wrote between two changes is not lost without --force,
// though the newest change saw it.
func TestCascadeMeetsAnotherProgramsChange(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	first := w.commit(edit(a, "1\n", "2\n"))
	w.file("a", "theirs\n", 0o640)
	second := w.commit(edit(a, "theirs\n", "3\n"))
	_, err := w.Rollback([]string{first.ID}, Undoing{Cascade: true})
	require.ErrorIs(t, err, ErrChanged)
	var conflicts Conflicts
	require.ErrorAs(t, err, &conflicts)
	require.Len(t, conflicts, 1)
	require.Equal(t, first.ID, conflicts[0].Change)
	require.Equal(t, "1\n", string(conflicts[0].Original))
	require.Equal(t, "2\n", string(conflicts[0].Written))
	require.Equal(t, "theirs\n", string(conflicts[0].Now))

	u, _ := w.rollbackAll(Undoing{Cascade: true, Force: true}, first.ID)
	require.Equal(t, []string{a}, u.Forced)
	require.Equal(t, "1\n", w.read("a"))
	original, err := w.Original(second.Files[0])
	require.NoError(t, err)
	require.Equal(t, "theirs\n", string(original), "it is in the archive")
}

// --force archives what is there first, so that it, too, can be had again.
func TestForcedRollbackKeepsThePresentState(t *testing.T) {
	w := open(t)
	a, b, gone := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o600), w.file("gone", "g\n", 0o600)
	c := w.commit(edit(a, "1\n", "2\n"), edit(b, "1\n", "2\n"), remove(gone, "g\n"), create(w.path("new"), "n"))
	w.file("a", "theirs\n", 0o604)
	require.NoError(t, os.Remove(b))
	w.file("gone", "again\n", 0o604)
	w.file("new", "edited\n", 0o604)
	_, err := w.undo(c.ID)
	var conflicts Conflicts
	require.ErrorAs(t, err, &conflicts)
	require.Len(t, conflicts, 4)
	require.Nil(t, conflicts[2].Now, "b is gone")
	require.Nil(t, conflicts[1].Written)

	_, back := w.rollbackAll(Undoing{Force: true}, c.ID)
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "1\n", w.read("b"))
	require.Equal(t, "g\n", w.read("gone"))
	require.NoFileExists(t, w.path("new"))
	w.rollbackAll(Undoing{}, back.ID)
	require.Equal(t, "theirs\n", w.read("a"))
	require.Equal(t, os.FileMode(0o604), w.stat("a").Mode())
	require.NoFileExists(t, b)
	require.Equal(t, "again\n", w.read("gone"))
	require.Equal(t, "edited\n", w.read("new"))
}

func TestReturnToAChange(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o600)
	first := w.commit(edit(a, "1\n", "2\n"))
	second := w.commit(edit(a, "2\n", "3\n"))
	third := w.commit(edit(b, "1\n", "2\n"))
	w.rollback(third.ID)
	fourth := w.commit(edit(b, "1\n", "4\n"))
	ids, err := w.Since(first.ID)
	require.NoError(t, err)
	require.Equal(t, []string{second.ID, fourth.ID}, ids)
	_, back := w.rollbackAll(Undoing{}, ids...)
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, "1\n", w.read("b"))
	ids, err = w.Since(back.ID)
	require.NoError(t, err)
	require.Empty(t, ids)
	_, err = w.Since("nonsense")
	require.ErrorContains(t, err, `has no change "nonsense"`)
	require.Equal(t, []State{Committed, RolledBack, RolledBack, Committed, RolledBack, Committed}, w.states())
}

// A symbolic link that led to a file is made anew; one that is something else now
// is not replaced.
func TestRollbackRestoresLinks(t *testing.T) {
	w := open(t)
	w.file("real", "1\n", 0o640)
	link := w.path("link")
	require.NoError(t, os.Symlink("real", link))
	c := w.commit(edit(link, "1\n", "2\n"))
	require.Equal(t, "real", c.Files[0].Link)
	require.NoError(t, os.Remove(link))
	w.file("link", "2\n", 0o600)
	_, err := w.undo(c.ID)
	require.ErrorContains(t, err, link+`: it is no longer the symbolic link to "real" that it was; move it away`)
	require.NoError(t, os.Remove(link))
	back := w.rollback(c.ID)
	text, err := os.Readlink(link)
	require.NoError(t, err)
	require.Equal(t, "real", text)
	require.Equal(t, "1\n", w.read("link"))
	require.Equal(t, []Link{{Path: link, Text: "real"}}, back.Links)

	again := w.rollback(back.ID)
	again = w.rollback(again.ID)
	require.Equal(t, w.path("real"), again.Files[0].Real())
	c = w.commit(edit(link, "1\n", "2\n"))
	require.Equal(t, link, w.rollback(c.ID).Files[0].Path, "spoken of by the name that was asked for")
}

// A saved state is restored whatever was done since, and can be restored again.
func TestRollbackToASavedState(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	first := w.commit(edit(a, "1\n", "2\n"))
	f := File{Path: a, Kind: "save", Before: change.Hash([]byte("1\n")), Archived: first.Files[0].Archived, Metadata: first.Files[0].Metadata}
	w.event(record{Event: saved, ID: "20080101T120000Z-1a2b3c", Time: time.Now(), Kind: Save, Command: &command, Files: []File{f}})
	w.file("a", "theirs\n", 0o600)
	for range 2 {
		w.rollbackAll(Undoing{}, "20080101T120000Z-1a2b3c")
		require.Equal(t, "1\n", w.read("a"))
		require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())
		require.NoError(t, os.Remove(a))
	}
	require.Equal(t, []State{Committed, Committed, Committed, Committed}, w.states())
	w.rollbackAll(Undoing{}, "20080101T120000Z-1a2b3c")
	w.commit(edit(a, "1\n", "5\n"))
	_, err := w.undo("20080101T120000Z-1a2b3c")
	require.ErrorIs(t, err, ErrLater)
	w.rollbackAll(Undoing{Cascade: true}, "20080101T120000Z-1a2b3c")
	require.Equal(t, "1\n", w.read("a"))
}

// A rollback whose links cannot be made changes nothing.
func TestLinksThatCannotBeMade(t *testing.T) {
	w := open(t)
	var names []string
	for _, name := range []string{"a", "b"} {
		w.file(name, "1\n", 0o640)
		require.NoError(t, os.Symlink(name, w.path("link-"+name)))
		names = append(names, w.path("link-"+name))
	}
	c := w.commit(edit(names[0], "1\n", "2\n"), edit(names[1], "1\n", "2\n"))
	require.NoError(t, os.Remove(names[0]))
	require.NoError(t, os.Remove(names[1]))
	w.disk.before = func(op, path string) error {
		if op == "symlink" && path == names[1] {
			return os.ErrPermission
		}
		return nil
	}
	u, err := w.Rollback([]string{c.ID}, Undoing{})
	require.NoError(t, err)
	back := command
	back.RollbackOf = u.Changes
	_, err = w.Commit(t.Context(), u.Plan, back)
	require.ErrorContains(t, err, "nothing was changed")
	require.Equal(t, "2\n", w.read("a"))
	require.Equal(t, "2\n", w.read("b"))
	for _, link := range names {
		_, err = os.Lstat(link)
		require.ErrorIs(t, err, os.ErrNotExist)
	}
	require.Equal(t, []State{Committed, Failed}, w.states())
}

// To return to a save is not to undo that it was restored.
func TestSinceASaveThatWasRestored(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	saved := w.save("", a).Change.ID
	w.file("a", "by hand\n", 0o640)
	_, err := w.restore(saved)
	require.NoError(t, err)
	ids, err := w.Since(saved)
	require.NoError(t, err)
	require.Empty(t, ids)

	c := w.commit(edit(a, "1\n", "2\n"))
	ids, err = w.Since(saved)
	require.NoError(t, err)
	require.Equal(t, []string{c.ID}, ids)
}
