package root_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/rules/root"
)

func TestRoot(t *testing.T) {
	outside := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(outside, "secret"), []byte("outside"), 0o600))
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "etc/opt"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "etc/hosts"), []byte("inside"), 0o644))
	for link, target := range map[string]string{
		"abs":       "/etc/hosts",
		"up":        "../../../../etc/hosts",
		"chain":     "abs",
		"loop":      "loop",
		"out":       filepath.Join(outside, "secret"),
		"etc/opt/r": "../../abs",
		"dir":       "/etc",
	} {
		require.NoError(t, os.Symlink(target, filepath.Join(dir, link)))
	}
	r, err := root.Open(dir)
	require.NoError(t, err)
	defer r.Close()
	for _, name := range []string{"etc/hosts", "abs", "up", "chain", "etc/opt/r", "dir/hosts", "dir/../etc/hosts"} {
		got, err := fs.ReadFile(r, name)
		require.NoError(t, err, name)
		require.Equal(t, "inside", string(got), name)
	}
	_, err = fs.ReadFile(r, "out")
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = fs.ReadFile(r, "loop")
	require.ErrorContains(t, err, "too many symbolic links")
	_, err = fs.ReadFile(r, "etc")
	require.ErrorContains(t, err, "not a regular file")
	info, err := fs.Lstat(r, "chain")
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&fs.ModeSymlink)
	to, err := fs.ReadLink(r, "abs")
	require.NoError(t, err)
	require.Equal(t, "/etc/hosts", to)
	found, err := fs.Glob(r, "dir/h*")
	require.NoError(t, err)
	require.Equal(t, []string{"dir/hosts"}, found)
}

// TestResolveInMemory: other file systems are followed in the same way.
func TestResolveInMemory(t *testing.T) {
	link := func(to string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink} }
	files := fstest.MapFS{"a/b/c": {}, "up": link("../a/b"), "abs": link("/a/b/c"), "loop": link("loop")}
	for name, want := range map[string]string{"up/c": "a/b/c", "/abs": "a/b/c", "a/../abs": "a/b/c", "/": "."} {
		got, err := root.Resolve(files, name)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	_, err := root.Resolve(files, "loop")
	require.ErrorContains(t, err, "too many symbolic links")
	_, err = root.Resolve(files, "gone")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

// TestExpandLeavesCopiesOut: what was kept beside the real thing is not the real thing.
func TestExpandLeavesCopiesOut(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"EAST", "EAST.bak", "EAST.BAK", "EAST~", "EAST.orig", "EAST.20080301120000", "EAST.tar.gz", "EAST_old", "EAST.bak2", "EAST_20080301", "EAST.2008-03-01", "OLD", "WEST.2"} {
		files["etc/opswgw-agw0-"+name+"/opswgw.properties"] = &fstest.MapFile{}
	}
	files["etc/opswgw-agw0-EMPTY"] = &fstest.MapFile{Mode: fs.ModeDir}
	got := root.Expand(files, "/etc/opswgw-agw0-*/opswgw.properties")
	require.Equal(t, []string{"/etc/opswgw-agw0-EAST/opswgw.properties", "/etc/opswgw-agw0-OLD/opswgw.properties", "/etc/opswgw-agw0-WEST.2/opswgw.properties"}, got)
	require.Empty(t, root.Expand(files, "/gone/*"))
	require.Equal(t, []string{"/etc"}, root.Expand(files, "etc"))
}
