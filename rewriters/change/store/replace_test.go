//go:build unix

package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

func TestSymbolicLinkStays(t *testing.T) {
	w := open(t)
	w.file("real", "1\n", 0o600)
	require.NoError(t, os.Symlink("real", w.path("middle")))
	require.NoError(t, os.Symlink(w.path("middle"), w.path("link")))
	c := w.commit(edit(w.path("link"), "1\n", "2\n"))
	require.NotZero(t, w.stat("link").Mode()&os.ModeSymlink)
	require.True(t, w.stat("real").Mode().IsRegular())
	require.Equal(t, "2\n", w.read("real"))
	require.Equal(t, w.path("link"), c.Files[0].Path)
	require.Equal(t, w.path("real"), c.Files[0].Target)
}

func TestModeStays(t *testing.T) {
	w := open(t)
	for _, mode := range []os.FileMode{0o400, 0o664, 0o755 | os.ModeSetuid, 0o2750&0o777 | os.ModeSetgid, 0o644 | os.ModeSticky, 0o777} {
		a := w.file("a", "1\n", mode)
		w.commit(edit(a, "1\n", "2\n"))
		require.Equal(t, mode, w.stat("a").Mode())
		require.NoError(t, os.Remove(a))
	}
}

func TestOwnerStays(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	require.NoError(t, os.Chown(a, 1234, 4321))
	require.NoError(t, os.Chmod(a, 0o750|os.ModeSetuid|os.ModeSetgid))
	c := w.commit(edit(a, "1\n", "2\n"))
	uid, gid := owner(w.stat("a"))
	require.Equal(t, [2]int{1234, 4321}, [2]int{uid, gid})
	require.Equal(t, 0o750|os.ModeSetuid|os.ModeSetgid, w.stat("a").Mode())

	require.NoError(t, os.Chown(a, 1, 1))
	w.rollback(c.ID)
	uid, gid = owner(w.stat("a"))
	require.Equal(t, [2]int{1234, 4321}, [2]int{uid, gid})
}

func TestUmaskOfCreatedFile(t *testing.T) {
	w := open(t)
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	w.commit(create(w.path("a"), "1\n"))
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())
	c := create(w.path("b"), "1\n")
	c.Metadata = &change.Metadata{Mode: 0o664, UID: -1, GID: -1}
	w.commit(c)
	require.Equal(t, os.FileMode(0o664), w.stat("b").Mode())
}

// meddle changes a file just before the swap, as another program may.
func TestAnotherProgramsChangeSurvives(t *testing.T) {
	for name, how := range map[string]func(path string) error{
		"in place": func(path string) error { return os.WriteFile(path, []byte("theirs\n"), 0o600) },
		"by renaming": func(path string) error {
			return errors.Join(os.WriteFile(path+"~", []byte("theirs\n"), 0o600), os.Rename(path+"~", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.file("a", "1\n", 0o600)
			w.disk.before = func(op, path string) error {
				if op == "swap" && w.read("a") == "1\n" {
					return how(path)
				}
				return nil
			}
			require.ErrorIs(t, w.refused("the file changed since it was read", edit(a, "1\n", "2\n")), ErrChanged)
			require.Equal(t, "theirs\n", w.read("a"))
			require.Equal(t, Failed, w.changes()[0].State)

			gone := w.file("gone", "1\n", 0o600)
			w.disk.before = func(op, path string) error {
				if op == "place" && w.path("gone") != path && w.read("gone") == "1\n" {
					return how(gone)
				}
				return nil
			}
			require.ErrorIs(t, w.refused("the file changed since it was read", remove(gone, "1\n")), ErrChanged)
			require.Equal(t, "theirs\n", w.read("gone"))
		})
	}
}

func TestLongNames(t *testing.T) {
	w := open(t)
	long := strings.Repeat("x", 255)
	w.file(long, "1\n", 0o600)
	other := strings.Repeat("x", 254) + "y"
	w.file(other, "1\n", 0o600)
	c := w.commit(edit(w.path(long), "1\n", "2\n"), edit(w.path(other), "1\n", "2\n"))
	require.Len(t, filepath.Base(c.Files[0].Archived), 255)
	require.NotEqual(t, c.Files[0].Archived, c.Files[1].Archived)
	w.rollback(c.ID)
	require.Equal(t, "1\n", w.read(long))

	accents := strings.Repeat("é", 127)
	w.file(accents, "1\n", 0o600)
	archived := filepath.Base(w.commit(edit(w.path(accents), "1\n", "2\n")).Files[0].Archived)
	require.True(t, utf8.ValidString(archived), archived)
}
