//go:build unix

package store

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// look is all that lies below a folder, with modes and contents.
func look(t *testing.T, dir string) string {
	var b strings.Builder
	require.NoError(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := e.Info()
		require.NoError(t, err)
		b.WriteString(path + " " + info.Mode().String())
		switch {
		case info.Mode()&fs.ModeSymlink != 0:
			text, _ := os.Readlink(path)
			b.WriteString(" -> " + text)
		case info.Mode().IsRegular():
			content, _ := os.ReadFile(path)
			b.WriteString(" " + string(content))
		}
		b.WriteString("\n")
		return nil
	}))
	return b.String()
}

// restore rolls a save back.
func (w workshop) restore(id string) (*Undo, error) {
	u, err := w.Rollback([]string{id}, Undoing{})
	if err != nil {
		return nil, err
	}
	c := command
	c.RollbackOf = u.Changes
	_, err = w.Commit(context.Background(), u.Plan, c)
	return u, err
}

func TestRestoreASavedFolder(t *testing.T) {
	w := open(t)
	dir := w.tree()
	require.NoError(t, os.Remove(filepath.Join(dir, "pipe")))
	require.NoError(t, os.Chmod(filepath.Join(dir, "app"), 0o711))
	before := look(t, dir)
	id := w.save("CHG1", dir).Change.ID

	u, err := w.restore(id) // nothing to do
	require.NoError(t, err)
	require.True(t, u.Plan.Empty())

	w.file("cluster/clconf.xml", "changed\n", 0o600)
	require.NoError(t, os.Chmod(filepath.Join(dir, "zero"), 0o600))
	require.NoError(t, os.Remove(filepath.Join(dir, "link")))
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "app")))
	w.file("cluster/new", "stays\n", 0o644)
	require.NoError(t, os.Chmod(dir, 0o700))
	u, err = w.restore(id)
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(dir, "new")}, u.Created)
	require.Equal(t, "stays\n", w.read("cluster/new"))
	require.NoError(t, os.Remove(filepath.Join(dir, "new")))
	require.Equal(t, before, look(t, dir))

	require.NoError(t, os.RemoveAll(dir)) // as an rpm -e may
	_, err = w.restore(id)
	require.NoError(t, err)
	require.Equal(t, before, look(t, dir))

	// Only a link, and only a folder.
	require.NoError(t, os.Remove(filepath.Join(dir, "link")))
	require.NoError(t, os.Remove(filepath.Join(dir, "app", "empty")))
	_, err = w.restore(id)
	require.NoError(t, err)
	require.Equal(t, before, look(t, dir))
	require.Equal(t, Committed, w.changes()[0].State)

	// A symbolic link in the way does not tell where to write.
	clconf := filepath.Join(dir, "clconf.xml")
	victim := w.file("victim", "mine\n", 0o600)
	require.NoError(t, os.Remove(clconf))
	for _, to := range []string{victim, "nowhere"} {
		require.NoError(t, os.Symlink(to, clconf))
		_, err = w.restore(id)
		require.ErrorIs(t, err, ErrChanged)
		require.ErrorContains(t, err, "symbolic link")
		require.NoError(t, os.Remove(clconf))
	}
	elsewhere := w.path("elsewhere")
	require.NoError(t, os.Mkdir(elsewhere, 0o755))
	require.NoError(t, os.Rename(filepath.Join(dir, "app"), w.path("app.old")))
	require.NoError(t, os.Symlink(elsewhere, filepath.Join(dir, "app")))
	_, err = w.restore(id)
	require.ErrorIs(t, err, ErrChanged)
	require.NoError(t, os.Remove(filepath.Join(dir, "app")))
	require.NoError(t, os.Rename(w.path("app.old"), filepath.Join(dir, "app")))
	require.Equal(t, "mine\n", w.read("victim"))
	_, err = w.restore(id)
	require.NoError(t, err)
	require.Equal(t, before, look(t, dir))

	// What is something else now is not touched.
	require.NoError(t, os.Remove(filepath.Join(dir, "link")))
	require.NoError(t, os.Symlink("zero", filepath.Join(dir, "link")))
	_, err = w.restore(id)
	require.ErrorContains(t, err, `it is no longer the symbolic link to "clconf.xml" that it was`)
	require.NoError(t, os.Remove(filepath.Join(dir, "link")))
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "app")))
	w.file("cluster/app", "", 0o600)
	_, err = w.restore(id)
	require.Error(t, err)
}

func TestPrune(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o640)
	s1 := w.save("", a, b).Change
	c1 := w.commit(edit(a, "1\n", "2\n"))
	c2 := w.commit(edit(a, "2\n", "3\n"))
	s2 := w.save("x", b).Change
	require.Equal(t, s1.Files[1].Archived, s2.Files[0].Archived)

	p, err := w.Prunable(Retention{Keep: 1})
	require.NoError(t, err)
	var names []string
	for _, g := range p.Generations {
		names = append(names, g.Change.ID+" "+filepath.Base(g.File.Path))
	}
	require.Equal(t, []string{s1.ID + " a", c1.ID + " a"}, names, "the generation of b is shared with its newest")
	require.Len(t, p.Paths, 3)
	p, err = w.Prune(context.Background(), Retention{Keep: 1}, command)
	require.NoError(t, err)
	for _, path := range p.Paths {
		require.NoFileExists(t, path)
	}
	v, err := w.Verify(context.Background())
	require.NoError(t, err)
	require.Empty(t, v.Damages)
	require.Equal(t, 2, v.Pruned)
	_, err = w.Rollback([]string{c1.ID}, Undoing{Cascade: true})
	require.ErrorContains(t, err, "is no longer in the archive: change "+p.Change+" pruned it")
	_, err = w.Rollback([]string{p.Change}, Undoing{})
	require.ErrorContains(t, err, "pruned the archive")
	w.rollback(c2.ID)
	require.Equal(t, "2\n", w.read("a"))
	p, err = w.Prune(context.Background(), Retention{Keep: 9}, command)
	require.NoError(t, err)
	require.Empty(t, p.Change)
}

// What a killed save left goes with the next prune, but not what is young, has a name
// that cfgtool does not give, or is of a change that the ledger has lost.
func TestStraysArePruned(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	w.event(record{Event: copying, ID: "20261122T101500Z-3f2a9c"})
	const at = ".20261122T101500.000000000Z-"
	put := func(name string) string {
		path := filepath.Join(w.Dir(), name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, nil, 0o640))
		require.NoError(t, os.Chtimes(path, time.Time{}, time.Now().Add(-2*time.Hour)))
		return path
	}
	stray, young := put("files/x"+at+"20261122T101500Z-3f2a9c"), put("files/y"+at+"20261122T101500Z-3f2a9c")
	lost, mine := put("files/etc/fstab"+at+"20261122T101500Z-1f2a9c"), put("files/mine")
	require.NoError(t, os.Chtimes(young, time.Time{}, time.Now()))
	v, err := w.Verify(context.Background())
	require.NoError(t, err)
	for i, says := range []string{"its record may be lost", "cfgtool gives no such name", "prune", "prune"} {
		require.Contains(t, v.Damages[i].What, says)
	}
	p, err := w.Prune(context.Background(), Retention{Keep: 1}, command)
	require.NoError(t, err)
	require.Equal(t, []string{stray}, p.Strays)
	require.Equal(t, p.Strays, p.Paths)
	require.Empty(t, p.Change, "nothing to record")
	require.NoFileExists(t, stray)
	for _, path := range []string{young, lost, mine, w.ArchivePath(c.Files[0])} {
		require.FileExists(t, path)
	}
	w.rollback(c.ID)
}

// An older copy of the whole archive, head and all, that came back over it has lost
// changes; a prune leaves what they archived.
func TestPruneAfterAnOlderCopyCameBack(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	w.commit(edit(a, "1\n", "2\n"))
	old := make(map[string][]byte)
	for _, path := range []string{w.ledger(), w.head()} {
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		old[path] = content
	}
	lost := []string{w.ArchivePath(w.commit(edit(a, "2\n", "3\n")).Files[0]), w.ArchivePath(w.save("", w.file("b", "1\n", 0o640)).Change.Files[0])}
	for path, content := range old {
		require.NoError(t, os.WriteFile(path, content, 0o600))
	}
	w.commit(edit(w.file("c", "1\n", 0o640), "1\n", "2\n"))
	for _, path := range lost {
		require.NoError(t, os.Chtimes(path, time.Time{}, time.Now().Add(-2*time.Hour)))
	}
	p, err := w.Prune(context.Background(), Retention{Before: time.Now()}, command)
	require.NoError(t, err)
	require.Empty(t, p.Paths)
	for _, path := range lost {
		require.FileExists(t, path)
	}
}

func TestVerify(t *testing.T) {
	w := open(t)
	v, err := w.Verify(context.Background())
	require.NoError(t, err)
	require.Empty(t, v.Damages)
	dir := w.tree()
	saved := w.save("", dir).Change
	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	v, err = w.Verify(context.Background())
	require.NoError(t, err)
	require.Equal(t, &Verification{Changes: 2, Files: 5}, v)

	require.NoError(t, os.WriteFile(w.ArchivePath(saved.Files[0]), []byte("x"), 0o600))
	require.NoError(t, os.Remove(w.ArchivePath(saved.Files[1])))
	require.NoError(t, os.Chmod(w.ArchivePath(saved.Files[2]), 0o666))
	require.NoError(t, os.Remove(w.ResultPath(c.Files[0])))
	require.NoError(t, os.Mkdir(w.ResultPath(c.Files[0]), 0o700))
	stray := filepath.Join(w.Dir(), "files", "stray")
	require.NoError(t, os.WriteFile(stray, nil, 0o600))
	other := filepath.Join(w.Dir(), "other")
	require.NoError(t, os.Symlink("/", other))
	v, err = w.Verify(context.Background())
	require.NoError(t, err)
	got := make(map[string]Flaw)
	for _, d := range v.Damages {
		got[d.Path] = d.Flaw
	}
	require.Equal(t, map[string]Flaw{
		w.ArchivePath(saved.Files[0]): Damaged, w.ArchivePath(saved.Files[1]): Missing, w.ArchivePath(saved.Files[2]): Exposed,
		w.ResultPath(c.Files[0]): Damaged, stray: Stray, other: Stray,
	}, got)
	ledger, err := os.ReadFile(w.ledger())
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(w.ledger(), []byte(strings.Replace(string(ledger), "ann", "bob", 1)), 0o600))
	v, err = w.Verify(context.Background())
	require.NoError(t, err)
	require.Equal(t, Broken, v.Damages[0].Flaw)
	require.Contains(t, v.Damages[0].What, "line 3 does not follow line 2")
}

// What a failed change archived is needed by nothing, and never counts as the newest.
func TestOriginalsOfAFailedChange(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o640), w.file("b", "1\n", 0o640)
	stands := w.commit(edit(a, "1\n", "2\n"))
	w.disk.before = func(op, path string) error {
		if op == "swap" && path == b {
			return os.ErrPermission
		}
		return nil
	}
	w.refused("b", edit(a, "2\n", "3\n"), edit(b, "1\n", "2\n"))
	w.disk.before = nil
	require.Equal(t, []State{Committed, Failed}, w.states())
	list, err := w.Generations()
	require.NoError(t, err)
	require.Len(t, list, 1)
	n, err := w.Export(context.Background(), w.path("x.tar"))
	require.NoError(t, err)
	require.Equal(t, 2, n)
	_, err = emptyStore(t).Import(context.Background(), w.path("x.tar"), command)
	require.NoError(t, err)
	p, err := w.Prune(context.Background(), Retention{Keep: 1}, command)
	require.NoError(t, err)
	require.Len(t, p.Paths, 4)
	w.rollback(stands.ID)
	require.Equal(t, "1\n", w.read("a"))
}
