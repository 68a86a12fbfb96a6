package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// nobody and users are a user and a group that the one who runs the tests is not in.
const nobody, users = 65534, 100

// An archive that others could have forged, or could put another one in the place of, is
// refused by whatever opens it, with what to do about it.
func TestArchiveThatOthersCouldForge(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	type spoil func(t *testing.T, dir string) error
	chmod := func(part string, mode os.FileMode, gid int) spoil {
		return func(t *testing.T, dir string) error {
			require.NoError(t, os.Chown(filepath.Join(dir, part), 0, gid))
			return os.Chmod(filepath.Join(dir, part), mode)
		}
	}
	chown := func(part string) spoil {
		return func(t *testing.T, dir string) error { return os.Chown(filepath.Join(dir, part), nobody, 0) }
	}
	link := func(part string) spoil {
		return func(t *testing.T, dir string) error {
			require.NoError(t, os.Rename(filepath.Join(dir, part), filepath.Join(dir, "moved")))
			return os.Symlink("moved", filepath.Join(dir, part))
		}
	}
	withACL := func(part string) spoil {
		return func(t *testing.T, dir string) error {
			err := unix.Setxattr(filepath.Join(dir, part), inherited, []byte(acl), 0)
			if err == nil {
				err = os.Chmod(filepath.Join(dir, part), 0o720) // its mask
			}
			return err
		}
	}
	cases := map[string]struct {
		do   spoil
		want string
	}{
		"group":     {chmod(".", 0o2775, users), "group 100 can write to the archive, and so forge it; look at what is in it, and run chmod go-w on it, or choose another one with --archive"},
		"everybody": {chmod(".", 0o777|os.ModeSticky, 0), "everybody can write to the archive"},
		"ACL":       {withACL("."), "who is in its ACL can write to the archive"},
		"owner":     {chown("."), "it belongs to user 65534 and not to user 0, so it may be forged; run the command as user 65534"},
		"link": {func(t *testing.T, dir string) error {
			require.NoError(t, os.Rename(dir, dir+"2"))
			return os.Symlink(dir+"2", dir)
		}, "the archive is a symbolic link to "},
		"parent":                  {chmod("..", 0o777, 0), "to which everybody can write, and could put another archive there; run chmod go-w on that folder"},
		"group of the parent":     {chmod("..", 0o775, users), "to which group 100 can write"},
		"owner of the parent":     {chown(".."), "which belongs to user 65534, who could put another archive there"},
		"owner of a folder above": {chown("../.."), "which belongs to user 65534"},
		"sticky folder of others": {func(t *testing.T, dir string) error {
			require.NoError(t, os.Chown(filepath.Dir(dir), nobody, 0))
			return os.Chmod(filepath.Dir(filepath.Dir(dir)), 0o777|os.ModeSticky)
		}, "which belongs to user 65534, who could put another archive there; run the command as that user"},
		"pipe": {func(t *testing.T, dir string) error {
			require.NoError(t, os.Remove(filepath.Join(dir, "lock")))
			return unix.Mkfifo(filepath.Join(dir, "lock"), 0o600)
		}, "lock: it is a named pipe (FIFO), and no part of an archive is one; move it away"},
	}
	for _, part := range []string{"ledger.jsonl", "ledger.head", "lock", "files", "written"} {
		cases["group of "+part] = struct {
			do   spoil
			want string
		}{chmod(part, 0o770, users), part + ": group 100 can write to it, and so forge the archive; look at the archive, and run chmod go-w on it"}
		cases["everybody in "+part] = struct {
			do   spoil
			want string
		}{chmod(part, 0o702, 0), part + ": everybody can write to it"}
		cases["owner of "+part] = struct {
			do   spoil
			want string
		}{chown(part), part + ": it belongs to user 65534 and not to user 0"}
		cases["link as "+part] = struct {
			do   spoil
			want string
		}{link(part), part + ": it is a symbolic link, and no part of an archive is one"}
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.file("a", "1\n", 0o600)
			c := w.commit(edit(a, "1\n", "2\n"))
			require.NoError(t, tc.do(t, w.Dir()))
			_, err := Open(w.Dir())
			require.ErrorContains(t, err, tc.want)
			_, err = w.Commit(context.Background(), plan(edit(a, "2\n", "3\n")), command)
			require.ErrorContains(t, err, tc.want, "one that was opened before")
			_, err = w.Save(context.Background(), []string{a}, command)
			require.ErrorContains(t, err, tc.want)
			if u, err := w.Rollback([]string{c.ID}, Undoing{}); err == nil {
				_, err = w.Commit(context.Background(), u.Plan, command)
				require.ErrorContains(t, err, tc.want)
			}
			require.Equal(t, "2\n", w.read("a"))
		})
	}
}

// What a member of the group did to root's archive: put his own ledger there, for root
// to roll back.
func TestForgedLedger(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	w := open(t)
	a := w.file("a", "secret\n", 0o600)
	w.commit(edit(a, "secret\n", "hidden\n"))
	for dir := filepath.Dir(w.Dir()); dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		require.NoError(t, os.Chmod(dir, 0o755))
	}
	require.NoError(t, os.Chown(w.Dir(), 0, users))
	require.NoError(t, os.Chmod(w.Dir(), 0o775|os.ModeSetgid))
	asMember(t, nobody, users, func() {
		require.NoError(t, os.Rename(w.ledger(), w.ledger()+".old"))
		require.NoError(t, os.WriteFile(w.ledger(), []byte(`{"previous":"","event":"saved"}`+"\n"), 0o644))
	})
	_, err := Open(w.Dir())
	require.ErrorContains(t, err, "group 100 can write to the archive")
	require.NoError(t, os.Chmod(w.Dir(), 0o700)) // who only does that is told, too
	_, err = Open(w.Dir())
	require.ErrorContains(t, err, "ledger.jsonl: it belongs to user 65534 and not to user 0")
	_, err = w.Changes()
	require.ErrorContains(t, err, "it belongs to user 65534")
}

// Nothing is made in a folder that others were faster to make where the archive was to be.
func TestArchiveMadeByOthersMeanwhile(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	w := open(t)
	shared := w.path("shared")
	require.NoError(t, os.Mkdir(shared, 0o700))
	require.NoError(t, os.Chmod(shared, 0o777|os.ModeSticky))
	above := filepath.Join(shared, "above")
	s, err := Open(filepath.Join(above, "archive"))
	require.NoError(t, err)
	s.disk.before = func(op, path string) error {
		if path == above {
			require.NoError(t, os.MkdirAll(above, 0o700))
			require.NoError(t, os.Chown(above, nobody, 0))
		}
		return nil
	}
	_, err = s.Commit(context.Background(), plan(edit(w.file("a", "1\n", 0o600), "1\n", "2\n")), command)
	require.ErrorContains(t, err, "above, which belongs to user 65534, who could put another archive there")
	require.NoDirExists(t, s.dir)
	require.Equal(t, "1\n", w.read("a"))
}

// Folders of the archive, however deep, and originals are the owner's own, too.
func TestForgedOriginals(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	for name, spoil := range map[string]func(w workshop, original string) (want string){
		"link": func(w workshop, original string) string {
			require.NoError(t, os.Rename(original, original+"2"))
			require.NoError(t, os.Symlink(original+"2", original))
			return "it is a symbolic link"
		},
		"owner": func(w workshop, original string) string {
			require.NoError(t, os.Chown(original, nobody, 0))
			return "it belongs to user 65534"
		},
		"folder": func(w workshop, original string) string {
			require.NoError(t, os.Chmod(filepath.Dir(original), 0o777))
			return "everybody can write to it"
		},
		"linked folder": func(w workshop, original string) string {
			dir := filepath.Join(w.Dir(), "files", "tmp")
			require.NoError(t, os.Rename(dir, w.path("elsewhere")))
			require.NoError(t, os.Symlink(w.path("elsewhere"), dir))
			return "files/tmp: it is a symbolic link"
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			a := w.file("a", "1\n", 0o666)
			c := w.commit(edit(a, "1\n", "2\n"))
			original := w.ArchivePath(c.Files[0])
			info, err := os.Stat(original)
			require.NoError(t, err)
			require.Equal(t, os.FileMode(0o644), info.Mode(), "nobody else may write to it")
			want := spoil(w, original)
			_, err = w.Rollback([]string{c.ID}, Undoing{})
			require.ErrorContains(t, err, want)
			require.Equal(t, "2\n", w.read("a"))
			if name != "owner" && name != "link" {
				w.refused(want, edit(w.file("b", "1\n", 0o600), "1\n", "2\n"))
			}
		})
	}
}

// What only looks open is not refused.
func TestArchiveThatIsTrusted(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	accountsOf(t, "root:x:0:0::/root:/bin/sh\nann:x:4242:4242::/home/ann:/bin/sh\n", "root:x:0:\nann:x:4242:ann\n")
	w := open(t)
	w.commit(edit(w.file("a", "1\n", 0o600), "1\n", "2\n"))
	for name, spoil := range map[string]func() error{
		"private group":      func() error { return os.Chmod(w.Dir(), 0o770) },
		"that of the parent": func() error { return os.Chmod(filepath.Dir(w.Dir()), 0o775) },
		"sticky parent":      func() error { return os.Chmod(filepath.Dir(w.Dir()), 0o777|os.ModeSticky) },
	} {
		require.NoError(t, spoil(), name)
		_, err := Open(w.Dir())
		require.NoError(t, err, name)
	}
	dir := t.TempDir()
	require.NoError(t, os.Symlink(filepath.Dir(w.Dir()), filepath.Join(dir, "link")))
	_, err := Open(filepath.Join(dir, "link", "archive"))
	require.NoError(t, err, "a folder above may be a link, where nobody can change it")
	require.NoError(t, os.Chmod(dir, 0o777))
	_, err = Open(filepath.Join(dir, "link", "archive"))
	require.ErrorContains(t, err, "to which everybody can write")
	_, err = Open(filepath.Join(dir, "new"))
	require.ErrorContains(t, err, "to which everybody can write", "before it is made")

	home := t.TempDir()
	require.NoError(t, os.Chown(home, 4242, 4242))
	require.NoError(t, os.Chmod(home, 0o775))
	require.NoError(t, os.Chmod(filepath.Dir(home), 0o755))
	asMember(t, 4242, 4242, func() {
		s, err := Open(filepath.Join(home, "archive"))
		require.NoError(t, err)
		_, err = s.Save(context.Background(), []string{"/etc/passwd"}, command)
		require.NoError(t, err)
	})
}

// accountsOf lets a test say which users and groups there are.
func accountsOf(t *testing.T, users, groups string) {
	was := accounts
	t.Cleanup(func() { accounts = was })
	dir := t.TempDir()
	accounts.users, accounts.groups = filepath.Join(dir, "passwd"), filepath.Join(dir, "group")
	require.NoError(t, os.WriteFile(accounts.users, []byte(users), 0o644))
	require.NoError(t, os.WriteFile(accounts.groups, []byte(groups), 0o644))
}

func TestPrivateGroups(t *testing.T) {
	accountsOf(t, "root:x:0:0::/:\nsync:x:4:0::/:\nann:x:10:10::/:\nbob:x:11:11::/:\ncat:x:12:11::/:\ndan:x:13:13::/:\neve:x:14:14::/:\nfay:x:15:100::/:\n",
		"root:x:0:\nann:x:10:\nbob:x:11:\ndan:x:13:dan,eve\neven:x:14:\nusers:x:100:\n")
	for uid, want := range map[int]bool{0: true, 10: true, 11: false, 13: false, 14: false} {
		require.Equal(t, want, private(uid, uid), uid)
	}
	require.False(t, private(15, 100), "it has another name")
	require.False(t, private(99, 99), "it is not known")
	require.False(t, private(10, 13))
	accounts.users = "/nonexistent"
	require.False(t, private(10, 10))
	accountsOf(t, "root:x:0:0::/:\nann:x:1000:0::/:\n", "root:x:0:\n")
	require.False(t, private(0, 0), "an account of a person is in it")
}

// The archive of another program is looked at only where others could not have put it.
func TestElsewhereIsTrusted(t *testing.T) {
	w := open(t)
	w.file("etc.conf.20080101", "1\n", 0o644)
	_, _, err := Elsewhere(w.dir)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(w.dir, 0o777))
	_, _, err = Elsewhere(w.dir)
	require.ErrorContains(t, err, "everybody can write to the archive, and so forge it; copy it to a folder of your own, look at it, and name that one with --from")
}
