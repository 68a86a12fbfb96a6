package store

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
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
	w.setXattr("a", "user.\xff", "no text")
	want := w.xattrs("a")
	require.Len(t, want, 4)
	c := w.commit(edit(a, "1\n", "2\n"))
	require.Equal(t, want, w.xattrs("a"))
	require.Equal(t, os.FileMode(0o640), w.stat("a").Mode())

	require.NoError(t, unix.Removexattr(a, "user.test"))
	require.NoError(t, unix.Removexattr(a, "user.\xff"))
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
