package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// mount mounts an empty file system on a folder, until the test ends.
func mount(t *testing.T, dir, options string) {
	t.Helper()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skip("needs the right to mount")
	}
	t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
}

// However little room there is, for the archive and the files: each file is old
// or new, and when there is room again, recovering brings them all to one of the
// two.
func TestDiskFullAtEveryPoint(t *testing.T) {
	a := enter(t)
	mount(t, a.dir, "size=1m,mode=700")
	a.learn()
	stopped, unfinished := 0, 0
	for free := 0; ; free++ {
		a.reset()
		ballast := filepath.Join(a.dir, "ballast")
		fill(t, ballast, free)
		_, err := a.store(nil).Commit(context.Background(), a.plan(), command)
		what := fmt.Sprintf("%d pages free: %v", free, err)
		a.whole(what)
		require.NoError(t, os.Remove(ballast))
		if c, _ := a.store(nil).Unfinished(); c != nil {
			unfinished++
		}
		if err == nil {
			require.Equal(t, a.new, a.look())
			break
		}
		require.ErrorIs(t, err, syscall.ENOSPC, what)
		require.NotContains(t, err.Error(), "write /", "no Go error chain")
		stopped++
		a.consistent(what)
	}
	t.Logf("stopped %d times, %d of them unfinished", stopped, unfinished)
	require.Greater(t, stopped, 5)
}

// fill takes all pages of a file system but some.
func fill(t *testing.T, path string, free int) {
	f, err := os.Create(path)
	require.NoError(t, err)
	defer f.Close()
	page := make([]byte, os.Getpagesize())
	size := int64(0)
	for {
		if _, err := f.Write(page); err != nil {
			break
		}
		size += int64(len(page))
	}
	require.NoError(t, f.Truncate(max(0, size-int64(free*len(page)))))
}

func TestReadOnlyFolder(t *testing.T) {
	w := open(t)
	require.NoError(t, os.Mkdir(w.path("ro"), 0o700))
	mount(t, w.path("ro"), "size=64k")
	a, b := w.file("ro/a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	require.NoError(t, unix.Mount("", w.path("ro"), "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	w.refused(a+": no file can be made in its folder: read-only file system; its file system must be mounted writable first\nnothing was changed",
		edit(b, "1\n", "2\n"), edit(a, "1\n", "2\n"))
	require.Equal(t, "1\n", w.read("b"))
	require.Equal(t, []State{Failed}, w.states())
}

// The archive need not be on the device of the files.
func TestArchiveOnAnotherDevice(t *testing.T) {
	w := open(t)
	require.NoError(t, os.MkdirAll(w.Dir(), 0o700))
	mount(t, w.Dir(), "size=1m,mode=700")
	a := w.file("a", "1\n", 0o640)
	c := w.commit(edit(a, "1\n", "2\n"))
	w.rollback(c.ID)
	require.Equal(t, "1\n", w.read("a"))
}

// Some file systems say EXDEV or EBUSY where a file cannot be replaced.
func TestFileThatCannotBeReplaced(t *testing.T) {
	for _, refusal := range []error{syscall.EXDEV, syscall.EBUSY} {
		w := open(t)
		a := w.file("a", "one\n", 0o640)
		w.disk.before = func(op, path string) error {
			if op == "swap" {
				return &os.LinkError{Op: "rename", Old: path, New: path, Err: refusal}
			}
			return nil
		}
		w.refused(a+": it is a mount of its own, as in a container, and cannot be replaced; --in-place writes into it", edit(a, "one\n", "2\n"))
		require.Equal(t, "one\n", w.read("a"))
		w.InPlace = true
		c := w.commit(edit(a, "one\n", "2\n"))
		require.Equal(t, "2\n", w.read("a"))
		w.rollback(c.ID)
		require.Equal(t, "one\n", w.read("a"))
	}
}

func TestMountedFileInPlace(t *testing.T) {
	w := open(t)
	w.InPlace = true
	a, under := w.file("a", "1\n", 0o600), w.file("under", "one\n", 0o604)
	if err := unix.Mount(under, a, "", unix.MS_BIND, ""); err != nil {
		t.Skip("needs the right to mount")
	}
	defer unix.Unmount(a, 0)
	c := w.commit(edit(a, "one\n", "2\n"))
	require.Equal(t, "2\n", w.read("under"))
	require.True(t, w.changes()[0].Files[0].InPlace)
	w.rollback(c.ID)
	require.Equal(t, "one\n", w.read("under"))
	w.crash(func() { w.commit(edit(a, "one\n", "2\n")) })
	require.NoError(t, os.WriteFile(a, []byte("2ne\n"), 0o600))
	_, err := w.recover(false)
	require.NoError(t, err)
	require.Equal(t, "one\n", w.read("under"))
}

func TestImmutableFile(t *testing.T) {
	w := open(t)
	a, b := w.file("a", "1\n", 0o600), w.file("b", "1\n", 0o600)
	f, err := os.Open(a)
	require.NoError(t, err)
	defer f.Close()
	flags, err := unix.IoctlGetInt(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, flags|immutable)
	}
	if err != nil {
		t.Skip("needs root and a file system with immutable files")
	}
	defer unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, flags)
	w.refused(a+": it is immutable (chattr +i); take that away with chattr first, and give it back afterwards", edit(b, "1\n", "2\n"), edit(a, "1\n", "2\n"))
	w.refused("it is immutable (chattr +i)", remove(a, "1\n"))
	w.InPlace = true
	w.refused("it is immutable (chattr +i)", edit(a, "1\n", "2\n"))
	require.Equal(t, "1\n", w.read("a"))
	require.Equal(t, "1\n", w.read("b"))
}

// A new file takes the group of a setgid folder; one that is there keeps its own.
func TestSetgidFolder(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	w := open(t)
	a := w.file("a", "1\n", 0o640)
	require.NoError(t, os.Chown(w.dir, 0, 4242))
	require.NoError(t, os.Chmod(w.dir, 0o770|os.ModeSetgid))
	c := w.commit(edit(a, "1\n", "2\n"), create(w.path("new"), "n"))
	_, gid := owner(w.stat("a"))
	require.Equal(t, 0, gid)
	_, gid = owner(w.stat("new"))
	require.Equal(t, 4242, gid)
	back := w.rollback(c.ID)
	w.rollback(back.ID)
	_, gid = owner(w.stat("new"))
	require.Equal(t, 4242, gid)
}

// The order of changes is that of the ledger, whatever the clock says.
func TestClockGoesBackwards(t *testing.T) {
	w := open(t)
	a := w.file("a", "1\n", 0o600)
	at := func(year int, before, after string) Change {
		c := command
		c.Time = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		done, err := w.Commit(context.Background(), plan(edit(a, before, after)), c)
		require.NoError(t, err)
		return done
	}
	first, second, third := at(2030, "1\n", "2\n"), at(2008, "2\n", "3\n"), at(2008, "3\n", "4\n")
	require.Greater(t, first.ID, second.ID)
	require.NotEqual(t, second.ID, third.ID)
	require.NotEqual(t, second.Files[0].Archived, third.Files[0].Archived)
	_, err := w.undo(first.ID)
	require.ErrorIs(t, err, ErrLater)
	ids, err := w.Since(first.ID)
	require.NoError(t, err)
	require.Equal(t, []string{second.ID, third.ID}, ids)
	w.rollbackAll(Undoing{Cascade: true}, first.ID)
	require.Equal(t, "1\n", w.read("a"))
}

// TestWriters: two, and fifty, processes that change the same file at once lose
// nothing, and leave a ledger that is whole.
func TestWriters(t *testing.T) {
	for _, writers := range []int{2, 50} {
		t.Run(fmt.Sprint(writers), func(t *testing.T) {
			a := enter(t)
			a.reset()
			require.NoError(t, os.WriteFile(a.path("shared"), nil, 0o644))
			var wait []func() error
			for n := range writers {
				cmd := a.process("append", fault{at: n})
				var out strings.Builder
				cmd.Stdout = &out
				require.NoError(t, cmd.Start())
				wait = append(wait, func() error {
					if err := cmd.Wait(); err != nil {
						return fmt.Errorf("%w: %s", err, out.String())
					}
					return nil
				})
			}
			for _, w := range wait {
				require.NoError(t, w())
			}
			content, err := os.ReadFile(a.path("shared"))
			require.NoError(t, err)
			for n := range writers {
				require.Equal(t, 1, strings.Count("\n"+string(content), fmt.Sprintf("\nwriter %d\n", n)), "%s", content)
			}
			changes, err := a.store(nil).Changes()
			require.NoError(t, err)
			require.Len(t, changes, writers)
			for _, c := range changes {
				require.Equal(t, Committed, c.State)
			}
			_, err = a.store(nil).Rollback([]string{changes[0].ID}, Undoing{Cascade: true})
			require.NoError(t, err)
		})
	}
}

// A change may have more files than a process may have open.
func TestManyFilesNeedFewOpen(t *testing.T) {
	w := open(t)
	const files = mostLocked + 40
	var changes []*change.FileChange
	for i := range files {
		changes = append(changes, edit(w.file(fmt.Sprint(i), "1\n", 0o600), "1\n", "2\n"))
	}
	most := 0
	w.disk.before = func(op, path string) error {
		if op == "swap" {
			entries, err := os.ReadDir("/proc/self/fd")
			require.NoError(t, err)
			most = max(most, len(entries))
		}
		return nil
	}
	c := w.commit(changes...)
	require.Less(t, most, files)
	require.Greater(t, most, mostLocked/2)
	w.rollback(c.ID)

	last := w.path(fmt.Sprint(files - 1)) // it is not locked, and looked at again
	w.disk.before = func(op, path string) error {
		if op == "swap" && path == w.path("0") {
			return os.WriteFile(last, []byte("theirs\n"), 0o600)
		}
		return nil
	}
	w.refused(last+": the file changed since it was read", changes...)
	require.Equal(t, "1\n", w.read("0"))
	require.Equal(t, "theirs\n", w.read(fmt.Sprint(files-1)))
}
