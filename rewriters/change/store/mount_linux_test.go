package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

func TestFileThatIsAMount(t *testing.T) {
	w := open(t)
	a, under := w.file("a", "1\n", 0o600), w.file("under", "1\n", 0o600)
	if err := unix.Mount(under, a, "", unix.MS_BIND, ""); err != nil {
		t.Skip("needs the right to mount")
	}
	defer unix.Unmount(a, 0)
	w.refused("it is a mount of its own, as in a container, and cannot be replaced", edit(a, "1\n", "2\n"))
	w.refused("it is a mount of its own", remove(a, "1\n"))
	require.Equal(t, "1\n", w.read("a"))
}

func TestFullDisk(t *testing.T) {
	w := open(t)
	if err := unix.Mount("tmpfs", w.dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skip("needs the right to mount")
	}
	defer unix.Unmount(w.dir, 0)
	a := w.file("a", "1\n", 0o600)
	w.refused(a+": no space left on device; make room", edit(a, "1\n", string(make([]byte, 100<<10))))
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, []State{Failed}, w.states())
	left, err := filepath.Glob(w.path(".*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestReadOnlyArchive(t *testing.T) {
	w := open(t)
	require.NoError(t, os.MkdirAll(w.Dir(), 0o700))
	if err := unix.Mount("tmpfs", w.Dir(), "tmpfs", unix.MS_RDONLY, "mode=700"); err != nil {
		t.Skip("needs the right to mount")
	}
	defer unix.Unmount(w.Dir(), 0)
	require.ErrorContains(t, w.Writable(), "mount its file system writable, or choose another one with --archive")
	a := w.file("a", "1\n", 0o600)
	w.refused("the archive cannot be written to: read-only file system; mount its file system writable, or choose another one with --archive", edit(a, "1\n", "2\n"))
	require.Equal(t, "1\n", w.read("a"))
}

// A change needs room for one new file at a time, and none to put those before it back:
// the room of what was replaced is free at once.
func TestRoomOfWhatWasReplaced(t *testing.T) {
	w := open(t)
	if err := unix.Mount("tmpfs", w.dir, "tmpfs", 0, "size=256k"); err != nil {
		t.Skip("needs the right to mount")
	}
	defer unix.Unmount(w.dir, 0)
	content := func(c string) string { return strings.Repeat(c, 32<<10) }
	var changes []*change.FileChange
	for _, name := range []string{"a", "b", "c", "d", "e"} { // 160 KiB
		w.file(name, content("1"), 0o600)
		changes = append(changes, edit(w.path(name), content("1"), content("2")))
	}
	c := w.commit(changes...)
	require.Equal(t, content("2"), w.read("e"))
	w.rollback(c.ID)

	require.NoError(t, os.Remove(w.path("e")))
	w.refused("nothing was changed", append(changes[:4:4], create(w.path("new"), strings.Repeat("2", 200<<10)))...)
	require.Equal(t, content("1"), w.read("d"))
	require.Equal(t, []State{RolledBack, Committed, Failed}, w.states())
}
