package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// act is what another program does to a file, apart from its content.
type act struct {
	do   func(path string) error
	done func(path string) bool // it still stands
}

// acts are all that a person may do to close a file, or to watch it.
var acts = map[string]act{
	"chmod": {
		func(path string) error { return os.Chmod(path, 0o501) },
		func(path string) bool { info, err := os.Stat(path); return err == nil && info.Mode().Perm() == 0o501 },
	},
	"chown": {
		func(path string) error { return os.Chown(path, 77, 88) },
		func(path string) bool {
			info, err := os.Stat(path)
			if err != nil {
				return false
			}
			uid, gid := owner(info)
			return uid == 77 && gid == 88
		},
	},
	"setfattr": {
		func(path string) error { return unix.Setxattr(path, "user.theirs", []byte("1"), 0) },
		func(path string) bool { n, err := unix.Getxattr(path, "user.theirs", nil); return err == nil && n == 1 },
	},
	"setfacl": {
		func(path string) error { return unix.Setxattr(path, inherited, []byte(acl), 0) },
		func(path string) bool {
			n, err := unix.Getxattr(path, inherited, nil)
			return err == nil && n == len(acl)
		},
	},
	"chattr": {
		func(path string) error { return chattr(path, 0x40) },
		func(path string) bool {
			f, err := os.Open(path)
			if err != nil {
				return false
			}
			defer f.Close()
			bits, _, err := rawFlags(f)
			return err == nil && bits&0x40 != 0
		},
	},
	"ln": {
		func(path string) error { return os.Link(path, path+".theirs") },
		func(path string) bool {
			one, err := os.Stat(path)
			two, theirs := os.Stat(path + ".theirs")
			return err == nil && theirs == nil && os.SameFile(one, two)
		},
	},
}

// chattr gives a file inode flags, and takes none away.
func chattr(path string, bits uint32) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	has, ok, err := rawFlags(f)
	if err != nil || !ok {
		return errors.Join(err, unix.ENOTSUP)
	}
	return unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, int(has|bits))
}

// TestAnotherProgramsMetadataSurvives: whenever in a change, a rollback or a recovery
// another program closes a file, gives it away, or gives it an ACL or another name, that
// stands afterwards: the command stopped, or did its work before or after. The same
// holds when an operation fails later, and all is put back.
func TestAnotherProgramsMetadataSurvives(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	for name, theirs := range acts {
		for _, scenario := range scenarios {
			for _, failing := range []int{0, 90} {
				t.Run(fmt.Sprintf("%s/%s/%d", name, scenario, failing), func(t *testing.T) {
					a := enter(t)
					a.learn()
					acted, refused := 0, 0
					for _, file := range []string{"a", "gone", "new", "real", "hard", "mode"} {
						for at := 1 + len(file); ; at += stride(13) {
							did, err, more := a.meddle(scenario, file, at, failing, theirs)
							if !more {
								break
							}
							if !did {
								continue
							}
							acted++
							what := fmt.Sprintf("%s of %s before operation %d: %v", name, file, at, err)
							if err != nil && failing == 0 {
								refused++
								require.ErrorIs(t, err, ErrChanged, what)
							}
							stands := theirs.done(a.path(file))
							if err != nil && !stands { // it could not be put back, and is named
								left, _ := filepath.Glob(a.path("." + file + ".cfgtool-*"))
								stands = strings.Contains(err.Error(), "another name (hard link) meanwhile") || len(left) == 1 && (name == "ln" || theirs.done(left[0])) && strings.Contains(err.Error(), left[0])
							}
							require.True(t, stands, what)
						}
					}
					if acted == 0 {
						t.Logf("this file system has no %s", name)
						return
					}
					t.Logf("acted %d times, refused %d times", acted, refused)
					require.True(t, refused > 0 || failing > 0)
				})
			}
		}
	}
}

// meddle acts before one operation of a scenario, of which another one may fail.
func (a *arena) meddle(scenario, file string, at, failing int, theirs act) (did bool, err error, more bool) {
	a.begin(scenario)
	f := &fault{at: failing, how: "error"}
	path := a.path(file)
	s := a.store(nil)
	s.disk.before = func(op, of string) error {
		err := f.before(op, of)
		if f.n == at {
			did = theirs.do(path) == nil
		}
		return err
	}
	err = a.with(s, scenario)
	return did, err, f.n >= at
}

// What was there when the file was read counts, however long ago that was.
func TestMetadataThatWasPlannedOn(t *testing.T) {
	for name, theirs := range acts {
		if name == "chown" && os.Geteuid() != 0 {
			continue
		}
		w := open(t)
		a, b := w.file("a", "1\n", 0o644), w.file("b", "1\n", 0o644)
		planned := []*change.FileChange{edit(b, "1\n", "2\n"), edit(a, "1\n", "2\n")}
		_, has, err := Read(a, 0)
		require.NoError(t, err)
		planned[1].Found = has
		if theirs.do(a) != nil {
			continue
		}
		err = w.refused("a: the file changed since it was read: ", planned...)
		var changed *Changed
		require.ErrorAs(t, err, &changed)
		require.Len(t, changed.Parts, map[string]int{"setfacl": 2}[name]+map[bool]int{true: 1}[name != "setfacl"], "%v", changed.Parts)
		require.True(t, theirs.done(a))
		require.Equal(t, "1\n", w.read("b"))
	}
}

// A folder that a restore gives its mode back is not opened behind the back of who
// closes it meanwhile.
func TestFolderClosedMeanwhile(t *testing.T) {
	w := open(t)
	dir := w.path("d")
	require.NoError(t, os.Mkdir(dir, 0o755))
	a := w.file("d/a", "1\n", 0o644)
	saved := w.save("", dir).Change.ID
	require.NoError(t, os.Chmod(dir, 0o711))
	require.NoError(t, os.WriteFile(a, []byte("2\n"), 0o644))
	u, err := w.Rollback([]string{saved}, Undoing{})
	require.NoError(t, err)
	c := command
	c.RollbackOf = u.Changes
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			return os.Chmod(dir, 0o700)
		}
		return nil
	}
	_, err = w.Commit(context.Background(), u.Plan, c)
	require.ErrorIs(t, err, ErrChanged)
	require.Equal(t, os.FileMode(0o700), w.stat("d").Mode().Perm())
	require.Equal(t, "2\n", w.read("d/a"))
}

// Inode flags stay with a file; those that keep it from being changed are named.
func TestInodeFlagsStay(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	if chattr(a, 0x40|0x80) != nil {
		t.Skip("needs a file system with inode flags")
	}
	flagsOf := func(path string) string {
		_, m, err := Read(path, 0)
		require.NoError(t, err)
		return m.Flags
	}
	require.Equal(t, "dA", flagsOf(a))
	c := w.commit(edit(a, "1\n", "2\n"))
	require.Equal(t, "dA", flagsOf(a))
	back := w.rollback(c.ID)
	require.Equal(t, "dA", flagsOf(a))
	w.commit(remove(a, "1\n"))
	w.rollback(w.changes()[2].ID)
	require.Equal(t, "dA", flagsOf(a), "of a file that comes back")
	require.NotEmpty(t, back.ID)

	require.NoError(t, os.Mkdir(w.path("sync"), 0o700))
	b := w.file("sync/b", "1\n", 0o600)
	require.NoError(t, chattr(w.path("sync"), 0x40))
	w.commit(edit(b, "1\n", "2\n"))
	require.Equal(t, "-", flagsOf(b), "it does not get those of its folder")

	log := w.file("log", "1\n", 0o600)
	if chattr(log, appendOnly) == nil {
		defer func() { require.NoError(t, unchattr(log)) }()
		w.refused("log: it can only be appended to (chattr +a)", edit(log, "1\n", "2\n"))
	}
	require.NoError(t, os.Mkdir(w.path("spool"), 0o700))
	in := w.file("spool/in", "1\n", 0o600)
	if chattr(w.path("spool"), appendOnly) == nil {
		defer func() { require.NoError(t, unchattr(w.path("spool"))) }()
		w.refused("in: its folder can only be appended to (chattr +a)", edit(in, "1\n", "2\n"))
		left, err := filepath.Glob(w.path("spool/.*"))
		require.NoError(t, err)
		require.Empty(t, left)
	}
}

// unchattr takes all flags away that keep a file from being changed.
func unchattr(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	has, _, err := rawFlags(f)
	return errors.Join(err, unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, int(has&^uint32(immutable|appendOnly))))
}

// A folder that is moved away in a change, with another one in its place, takes no
// temporary file along, and its file is as it was, or as the change writes it.
func TestFolderMovedAway(t *testing.T) {
	for _, kind := range []change.Kind{change.Edit, change.Remove} {
		for at, more := 1, true; more; at++ {
			w := open(t)
			require.NoError(t, os.Mkdir(w.path("d"), 0o755))
			a := w.file("d/a", "1\n", 0o644)
			n := 0
			w.disk.before = func(op, path string) error {
				if n++; n == at {
					require.NoError(t, os.Rename(w.path("d"), w.path("moved")))
					require.NoError(t, os.Mkdir(w.path("d"), 0o755))
				}
				return nil
			}
			c := edit(a, "1\n", "2\n")
			if kind == change.Remove {
				c = remove(a, "1\n")
			}
			_, err := w.Commit(context.Background(), plan(c), command)
			if more = n >= at; !more {
				break
			}
			what := fmt.Sprintf("%s, moved before operation %d: %v", kind, at, err)
			for _, dir := range []string{"d", "moved"} {
				left, globbed := filepath.Glob(w.path(dir + "/.*"))
				require.NoError(t, globbed)
				require.Empty(t, left, what)
			}
			is, lost := os.ReadFile(w.path("moved/a"))
			switch {
			case err != nil && lost == nil:
				require.Equal(t, "1\n", string(is), what)
			case kind == change.Edit:
				require.NoError(t, lost, what)
			}
		}
	}
}

// A path that is longer than any can be is not printed in full.
func TestPathTooLong(t *testing.T) {
	w := open(t)
	at, err := unix.Open(w.dir, unix.O_DIRECTORY, 0)
	require.NoError(t, err)
	base := strings.Repeat("d", 200)
	for range 30 {
		require.NoError(t, unix.Mkdirat(at, base, 0o755))
		next, err := unix.Openat(at, base, unix.O_DIRECTORY, 0)
		require.NoError(t, err)
		unix.Close(at)
		at = next
	}
	unix.Close(at)
	_, err = w.Save(context.Background(), []string{w.dir}, command)
	require.ErrorContains(t, err, "file name too long")
	require.ErrorContains(t, err, "d…d")
	require.Less(t, len(err.Error()), 2000)
}
