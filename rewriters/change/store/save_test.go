//go:build unix

package store

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// tree makes a folder with files of all kinds.
func (w workshop) tree() string {
	dir := w.path("cluster")
	require.NoError(w.t, os.MkdirAll(filepath.Join(dir, "app", "empty"), 0o750))
	w.file("cluster/clconf.xml", "<clconf/>\n", 0o640)
	w.file("cluster/app/appconf.xml", "<appconf/>\n", 0o600)
	w.file("cluster/zero", "", 0o644)
	require.NoError(w.t, os.Symlink("clconf.xml", filepath.Join(dir, "link")))
	require.NoError(w.t, os.Symlink("nowhere", filepath.Join(dir, "app", "broken")))
	require.NoError(w.t, unix.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	return dir
}

func (w workshop) save(reason string, paths ...string) *Saving {
	w.t.Helper()
	c := command
	c.Reason = reason
	saving, err := w.Save(context.Background(), paths, c)
	require.NoError(w.t, err)
	return saving
}

func TestSave(t *testing.T) {
	w := open(t)
	dir := w.tree()
	got := w.save("CHG1", dir)
	require.Equal(t, 3, got.Copied)
	require.Equal(t, []Skipped{{filepath.Join(dir, "pipe"), "it is a named pipe (FIFO)"}}, got.Skipped)
	c := w.changes()[0]
	require.Equal(t, got.Change.ID, c.ID)
	require.Equal(t, []any{Save, Committed, "CHG1"}, []any{c.Kind, c.State, c.Reason})
	var files []string
	for _, f := range c.Files {
		files = append(files, strings.TrimPrefix(f.Path, dir))
		require.Equal(t, Archived, f.Kind)
		require.Empty(t, f.After)
		original, err := w.Original(f)
		require.NoError(t, err)
		now, err := os.ReadFile(f.Path)
		require.NoError(t, err)
		require.Equal(t, string(now), string(original))
		is, err := os.Stat(w.ArchivePath(f))
		require.NoError(t, err)
		require.Equal(t, f.Metadata.Mode, is.Mode())
		require.True(t, strings.HasPrefix(f.Archived, "files"+f.Path+".20"), f.Archived)
	}
	require.Equal(t, []string{"/app/appconf.xml", "/clconf.xml", "/zero"}, files)
	require.Equal(t, []Link{{Path: filepath.Join(dir, "app", "broken"), Text: "nowhere"}, {Path: filepath.Join(dir, "link"), Text: "clconf.xml"}}, c.Links)
	require.Len(t, c.Folders, 3)
	require.Equal(t, fs.FileMode(0o750), c.Folders[0].Metadata.Mode)
	require.Len(t, w.lines(), 2)
	require.Equal(t, "<clconf/>\n", w.read("cluster/clconf.xml"))
}

// A second save of the same is the first one, unless there is a reason to record.
func TestSaveAgain(t *testing.T) {
	w := open(t)
	dir := w.tree()
	first := w.save("", dir)
	require.Equal(t, first.Change.ID, w.save("", dir).Same)
	require.Len(t, w.lines(), 2)

	second := w.save("CHG2", dir)
	require.Zero(t, second.Copied)
	require.NotEqual(t, first.Change.ID, second.Change.ID)
	require.Equal(t, first.Change.Files, second.Change.Files)

	w.file("cluster/zero", "1", 0o644)
	require.Equal(t, 1, w.save("", dir).Copied)
	require.NoError(t, os.Chmod(filepath.Join(dir, "zero"), 0o600)) // the copy is as readable as it was
	require.Equal(t, 1, w.save("", dir).Copied)
	require.NoError(t, os.Remove(filepath.Join(dir, "link")))
	require.Equal(t, 0, w.save("", dir).Copied)
	require.Len(t, w.lines(), 8, "two of each that copies")

	// A copy that is damaged is none.
	require.NoError(t, os.WriteFile(w.ArchivePath(first.Change.Files[1]), []byte("x"), 0o600))
	require.Equal(t, 1, w.save("", dir).Copied)
}

func TestSaveOfLinksAndTheArchive(t *testing.T) {
	w := open(t)
	dir := w.tree()
	link := filepath.Join(dir, "link")
	got := w.save("", link, link, filepath.Join(dir, "clconf.xml"))
	require.Len(t, got.Change.Files, 1)
	f := got.Change.Files[0]
	require.Equal(t, []string{link, filepath.Join(dir, "clconf.xml"), "clconf.xml"}, []string{f.Path, f.Target, f.Link})

	above := filepath.Dir(w.Dir())
	require.NoError(t, os.WriteFile(filepath.Join(above, "x"), nil, 0o600))
	got = w.save("", above)
	require.Len(t, got.Change.Files, 1)
	require.Equal(t, []Skipped{{w.Dir(), "it is the archive itself"}}, got.Skipped)
	_, err := w.Save(context.Background(), []string{filepath.Join(w.Dir(), "files")}, command)
	require.ErrorContains(t, err, "it belongs to the archive itself")
}

func TestSaveRefuses(t *testing.T) {
	w := open(t)
	dir := w.tree()
	for path, want := range map[string]string{
		filepath.Join(dir, "pipe"):          "it is a named pipe",
		filepath.Join(dir, "missing"):       "no such file",
		filepath.Join(dir, "app", "broken"): `it is a symbolic link to "nowhere", which does not exist`,
	} {
		_, err := w.Save(context.Background(), []string{dir, path}, command)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "nothing was saved")
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, err := w.Save(ctx, []string{dir}, command)
	require.ErrorIs(t, err, ErrInterrupted)
	require.Empty(t, w.changes())
}

// A symbolic link that is named comes back, also where what it leads to is saved for
// itself, or is a folder.
func TestSaveOfNamedLinks(t *testing.T) {
	w := open(t)
	dir := w.tree()
	require.NoError(t, os.Remove(filepath.Join(dir, "pipe")))
	for link, text := range map[string]string{"named": "cluster/clconf.xml", "folder": "cluster"} {
		require.NoError(t, os.Symlink(text, w.path(link)))
	}
	c := w.save("", dir, w.path("named"), w.path("folder"), w.path("folder/link"), dir).Change
	require.Len(t, c.Files, 3)
	require.Len(t, c.Links, 4)
	require.NoError(t, os.Remove(w.path("named")))
	require.NoError(t, os.Remove(w.path("folder")))
	_, err := w.restore(c.ID)
	require.NoError(t, err)
	for link, text := range map[string]string{"named": "cluster/clconf.xml", "folder": "cluster"} {
		is, err := os.Readlink(w.path(link))
		require.NoError(t, err)
		require.Equal(t, text, is)
	}
}
