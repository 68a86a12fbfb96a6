package store

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// asUser runs a function as another user, on a thread that ends with it.
func asUser(t *testing.T, id uintptr, f func()) { asMember(t, id, id, f) }

// asMember is asUser for a user and a group.
func asMember(t *testing.T, id, gid uintptr, f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		keep := ^uintptr(0)
		_, _, g := unix.RawSyscall(unix.SYS_SETRESGID, keep, gid, keep)
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
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
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
	require.NoError(t, os.Chown(w.path("own"), nobody, nobody))
	require.NoError(t, os.Chmod(w.path("own"), 0o755))
	group := w.file("open/group", "1\n", 0o600)
	require.NoError(t, os.Chown(w.path("open"), 0, 4242))
	require.NoError(t, os.Chmod(w.path("open"), 0o777|os.ModeSetgid))
	require.NoError(t, os.Chown(group, nobody, 4242))
	require.NoError(t, os.Chmod(group, 0o755|os.ModeSetgid))
	alien := w.file("own/alien", "1\n", 0o640)
	require.NoError(t, os.Chown(alien, nobody, 0))
	var got []error
	asUser(t, nobody, func() {
		s, err := Open(w.path("own/archive"))
		got = append(got, err)
		for _, c := range []*change.FileChange{edit(theirs, "1\n", "2\n"), edit(foreign, "1\n", "2\n"), create(w.path("new"), "n"), remove(theirs, "1\n"), edit(group, "1\n", "2\n"), edit(alien, "1\n", "2\n"), edit(own, "1\n", "2\n")} {
			_, err := s.Commit(context.Background(), plan(c), command)
			got = append(got, err)
		}
		s, err = Open(w.path("archive/in"))
		got = append(got, err)
		_, err = s.Commit(context.Background(), plan(edit(own, "2\n", "3\n")), command)
		got = append(got, err)
	})
	require.Len(t, got, 10)
	say(t, got, []string{
		"",
		theirs + ": no file can be made in its folder: permission denied",
		foreign + ": its owner 0:0 cannot be kept by user ",
		w.path("new") + ": no file can be made in its folder: permission denied",
		theirs + ": permission denied",
		group + ": its mode 2755 cannot be kept; run the command as a member of its group or as root",
		alien + ": its group 0 cannot be kept by user ",
		"", "",
		w.path("archive/in") + ": the archive cannot be written to: permission denied; choose another one with --archive",
	})
	require.Equal(t, "1\n", w.read("theirs"))
	require.Equal(t, "1\n", w.read("open/foreign"))
	require.Equal(t, "2\n", w.read("open/own"))
	left, err := filepath.Glob(w.path("open/.*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

// Root does not go by the archive of another user.
func TestArchiveOfAnotherUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	require.NoError(t, os.Chown(w.Dir(), 4242, 4242))
	w.refused("it belongs to user 4242 and not to user 0, so it may be forged; run the command as user 4242", edit(a, "2\n", "3\n"))
	_, err := Open(w.Dir())
	require.ErrorContains(t, err, "it belongs to user 4242 and not to user 0", "not to read it either")
	require.NoError(t, os.Chown(w.Dir(), 0, 0))
	w.rollback(c.ID)
}

// A file that one may write to, in a folder or of an owner that one may not act for, is
// written in place where that is asked for.
func TestInPlaceAsAnotherUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	w := open(t)
	for dir := w.dir; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		require.NoError(t, os.Chmod(dir, 0o755))
	}
	require.NoError(t, os.Mkdir(w.path("open"), 0o777))
	require.NoError(t, os.Chmod(w.path("open"), 0o777))
	require.NoError(t, os.Mkdir(w.path("own"), 0o755))
	require.NoError(t, os.Chown(w.path("own"), nobody, nobody))
	theirs, foreign := w.file("theirs", "1\n", 0o666), w.file("open/foreign", "1\n", 0o666)
	closed, risky := w.file("closed", "1\n", 0o644), w.file("risky", "1\n", 0o777|os.ModeSetgid)
	var got []error
	asUser(t, nobody, func() {
		s, err := Open(w.path("own/archive"))
		got = append(got, err)
		commit := func(c *change.FileChange, back ...string) Change {
			k := command
			k.RollbackOf = back
			done, err := s.Commit(context.Background(), plan(c), k)
			got = append(got, err)
			return done
		}
		commit(edit(theirs, "1\n", "2\n"))
		s.InPlace = true
		c := commit(edit(theirs, "1\n", "2\n"))
		commit(edit(foreign, "1\n", "2\n"))
		commit(edit(closed, "1\n", "2\n"))
		commit(edit(risky, "1\n", "2\n"))
		u, err := s.Rollback([]string{c.ID}, Undoing{})
		got = append(got, err)
		commit(u.Plan.Files[0], c.ID)
	})
	say(t, got, []string{"", "no file can be made in its folder: permission denied; run the command as the owner of the file and its folder, or as root; --in-place writes into it",
		"", "", "permission denied", "permission denied", "", ""})
	require.Equal(t, "1\n", w.read("theirs"))
	require.Equal(t, "2\n", w.read("open/foreign"))
	require.Equal(t, "1\n", w.read("closed"))
	require.Equal(t, "1\n", w.read("risky"))
	require.Equal(t, os.FileMode(0o666), w.stat("open/foreign").Mode())
	uid, _ := owner(w.stat("open/foreign"))
	require.Zero(t, uid)
}

// say fails unless each error says what is wanted of it; "" is no error.
func say(t *testing.T, got []error, want []string) {
	t.Helper()
	require.Len(t, got, len(want))
	for i, what := range want {
		if what == "" {
			require.NoError(t, got[i], i)
		} else {
			require.ErrorContains(t, got[i], what, i)
		}
	}
}

// A service user has no home folder, and is told what to name.
func TestDefaultDirWithoutHome(t *testing.T) {
	for _, name := range []string{"CFGTOOL_ARCHIVE", "XDG_STATE_HOME", "HOME"} {
		t.Setenv(name, "")
	}
	said := ""
	look := func() {
		if _, err := DefaultDir(); err != nil {
			said = err.Error()
		}
	}
	if os.Geteuid() == 0 {
		asUser(t, 65534, look)
	} else {
		look()
	}
	require.Equal(t, "there is no place for the archive, since neither HOME nor XDG_STATE_HOME is set; name one with --archive DIR or CFGTOOL_ARCHIVE=DIR", said)
}
