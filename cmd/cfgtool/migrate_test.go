package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/profile"
)

// TestNextIsForTheFile: what is to be run for one file of the host is not told for copies
// of it, where it would do harm, and below a root it is told for whom it is.
func TestNextIsForTheFile(t *testing.T) {
	host := t.TempDir()
	at, link, copied := filepath.Join(host, "fstab"), filepath.Join(host, "link"), filepath.Join(host, "copy")
	require.NoError(t, os.WriteFile(at, nil, 0o600))
	require.NoError(t, os.WriteFile(copied, nil, 0o600))
	require.NoError(t, os.Symlink("fstab", link))
	n := profile.Next{Run: "mount -a", At: at}
	a := newApp(nil, nil, nil)
	for name, want := range map[string]bool{at: true, link: true, copied: false, "": false} {
		got, ok := a.meant(n, name)
		require.Equal(t, want, ok, name)
		require.Equal(t, "mount -a", got.String())
	}
	gone, ok := a.meant(profile.Next{At: filepath.Join(host, "gone")}, filepath.Join(host, "gone"))
	require.True(t, ok, "a rollback may bring it back: %v", gone)
	_, ok = a.meant(profile.Next{Run: "x"}, copied)
	require.True(t, ok)

	a.rootDir = host
	got, ok := a.meant(profile.Next{Run: "mount -a", At: "/fstab"}, at)
	require.True(t, ok)
	require.Equal(t, "mount -a   # on the host, when this is its /fstab", got.String())
	_, ok = a.meant(profile.Next{At: "/fstab"}, copied)
	require.False(t, ok)
}
