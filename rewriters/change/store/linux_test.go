package store

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// acl is an ACL of acl(5) as its attribute holds it: user::rw-, user:1234:r--,
// group::r--, mask::r--, other::---.
const acl = "\x02\x00\x00\x00" +
	"\x01\x00\x06\x00\xff\xff\xff\xff" + "\x02\x00\x04\x00\xd2\x04\x00\x00" + "\x04\x00\x04\x00\xff\xff\xff\xff" +
	"\x10\x00\x04\x00\xff\xff\xff\xff" + "\x20\x00\x00\x00\xff\xff\xff\xff"

func (w workshop) xattrs(name string) map[string][]byte {
	f, err := os.Open(w.path(name))
	require.NoError(w.t, err)
	defer f.Close()
	m, err := metadata(name, f)
	require.NoError(w.t, err)
	return m.Xattrs
}

func (w workshop) setXattr(name, key, value string) {
	if err := unix.Setxattr(w.path(name), key, []byte(value), 0); err == unix.ENOTSUP {
		w.t.Skip("this file system keeps no " + key)
	} else {
		require.NoError(w.t, err)
	}
}

func TestXattrsStay(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	w.setXattr("a", "user.test", "v\x00\xff")
	w.setXattr("a", "user.empty", "")
	w.setXattr("a", inherited, acl)
	want := w.xattrs("a")
	require.Len(t, want, 3)
	c := w.commit(edit(a, "1\n", "2\n"))
	require.Equal(t, want, w.xattrs("a"))
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())

	require.NoError(t, unix.Removexattr(a, "user.test"))
	require.NoError(t, unix.Removexattr(a, inherited))
	w.rollback(c.ID)
	require.Equal(t, want, w.xattrs("a"))
}

func TestACLOfTheFolder(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	w.setXattr(".", "system.posix_acl_default", acl)
	w.commit(edit(a, "1\n", "2\n"))
	require.Empty(t, w.xattrs("a"), "an existing file must not get it")
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())
	w.commit(create(w.path("new"), "n"))
	require.Contains(t, w.xattrs("new"), inherited, "a new one must")
}

// A file system without renameat2 gets a plain rename.
func TestWithoutExchange(t *testing.T) {
	defer func(e, n uint) { exchange, noReplace = e, n }(exchange, noReplace)
	exchange, noReplace = 1<<30, 1<<30
	t.Run("commit", TestCommit)
	t.Run("rollback", TestRollback)
	t.Run("refusals", TestRefusals)
	t.Run("put back", TestEarlierFilesArePutBack)
	t.Run("any operation fails", TestEveryOperationMayFail)
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	exclusive := create(w.path("new"), "n")
	w.disk.before = func(op, path string) error {
		if op == "place" {
			w.file("new", "theirs", 0o600)
		}
		return nil
	}
	w.refused("it exists already", edit(a, "1\n", "2\n"), exclusive)
	require.Equal(t, "theirs", w.read("new"))
	require.Equal(t, "1\n", w.read("a"))
}

// as runs a function as another user, on a thread that ends with it.
func asUser(t *testing.T, id uintptr, f func()) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		keep := ^uintptr(0)
		_, _, g := unix.RawSyscall(unix.SYS_SETRESGID, keep, id, keep)
		_, _, u := unix.RawSyscall(unix.SYS_SETRESUID, keep, id, keep)
		if g != 0 || u != 0 {
			t.Errorf("cannot become user %d: %v %v", id, g, u)
			return
		}
		f()
	}()
	<-done
}

func TestAsAnotherUser(t *testing.T) {
	const nobody = 65534
	w := open(t)
	for dir := w.dir; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		require.NoError(t, os.Chmod(dir, 0o755))
	}
	theirs := w.file("theirs", "1\n", 0o666)
	for _, dir := range []string{"own", "open", "archive"} {
		require.NoError(t, os.Mkdir(w.path(dir), 0o777))
		require.NoError(t, os.Chmod(w.path(dir), 0o777))
	}
	foreign, own := w.file("open/foreign", "1\n", 0o666), w.file("open/own", "1\n", 0o600)
	require.NoError(t, os.Chown(own, nobody, nobody))
	require.NoError(t, os.Chmod(w.path("archive"), 0o755))
	var got []error
	asUser(t, nobody, func() {
		s, err := Open(w.path("own/archive"))
		got = append(got, err)
		for _, c := range []*change.FileChange{edit(theirs, "1\n", "2\n"), edit(foreign, "1\n", "2\n"), create(w.path("new"), "n"), remove(theirs, "1\n"), edit(own, "1\n", "2\n")} {
			_, err := s.Commit(plan(c), command)
			got = append(got, err)
		}
		s, err = Open(w.path("archive"))
		got = append(got, err)
		_, err = s.Commit(plan(edit(own, "2\n", "3\n")), command)
		got = append(got, err)
	})
	require.Len(t, got, 8)
	for i, want := range []string{
		"",
		theirs + ": no file can be made in its folder: permission denied",
		foreign + ": its owner 0:0 cannot be kept by user ",
		w.path("new") + ": no file can be made in its folder: permission denied",
		theirs + ": permission denied",
		"", "",
		w.path("archive") + ": the archive cannot be written to: permission denied; choose another one with --archive",
	} {
		if want == "" {
			require.NoError(t, got[i], i)
		} else {
			require.ErrorContains(t, got[i], want, i)
		}
	}
	require.Equal(t, "1\n", w.read("theirs"))
	require.Equal(t, "1\n", w.read("open/foreign"))
	require.Equal(t, "2\n", w.read("open/own"))
	left, err := filepath.Glob(w.path("open/.*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

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
	a := w.file("a", "1\n", 0o600)
	w.refused("the archive cannot be written to: read-only file system; choose another one with --archive", edit(a, "1\n", "2\n"))
	require.Equal(t, "1\n", w.read("a"))
}
