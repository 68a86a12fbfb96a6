package store

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMounted(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	known, now := filepath.Join(dir, "fstab"), filepath.Join(dir, "mounts")
	defer func(old []mountTable) { mountTables = old }(mountTables)
	mountTables = []mountTable{{known, now, 1, 1}}
	folder := filepath.ToSlash(dir)
	require.NoError(t, os.WriteFile(known, []byte("# fstab\n/dev/a / ext4 rw 0 0\n/dev/b "+folder+`/the\040archive/ ext4 rw 0 0`+"\n/dev/c none swap\nx\n"), 0o600))

	archive := filepath.Join(dir, "the archive", "cfgtool")
	refuses := func(mounts string) error {
		require.NoError(t, os.WriteFile(now, []byte(mounts), 0o600))
		_, err := Open(archive)
		return err
	}
	require.NoError(t, refuses(""), "the system does not say what is mounted")
	require.ErrorContains(t, refuses("/dev/a / ext4 rw 0 0\n"), "the archive lies on "+filepath.Join(dir, "the archive")+", which is in "+known+" but not mounted; mount it, or choose another archive with --archive")
	require.NoError(t, refuses("/dev/a / ext4 rw 0 0\n/dev/b "+folder+`/the\040archive ext4 rw 0 0`+"\n"))
	require.NoError(t, os.Symlink(filepath.Join(dir, "the archive"), filepath.Join(dir, "link")))
	archive = filepath.Join(dir, "link", "cfgtool")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "the archive"), 0o700))
	require.ErrorContains(t, refuses("/dev/a / ext4 rw 0 0\n"), "not mounted")
	archive = filepath.Join(dir, "the archives")
	require.NoError(t, refuses("/dev/a / ext4 rw 0 0\n"))
}

func TestDefaultDir(t *testing.T) {
	t.Setenv("CFGTOOL_ARCHIVE", filepath.Join(t.TempDir(), "a"))
	dir, err := DefaultDir()
	require.NoError(t, err)
	require.Equal(t, os.Getenv("CFGTOOL_ARCHIVE"), dir)
	t.Setenv("CFGTOOL_ARCHIVE", "")
	if os.Geteuid() == 0 {
		dir, err = DefaultDir()
		require.NoError(t, err)
		require.Equal(t, "/var/lib/cfgtool", dir)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	_, err := Open(filepath.Join(dir, "file"))
	require.ErrorContains(t, err, "the archive is not a folder; choose another one with --archive")
	_, err = Open(filepath.Join(dir, "file", "below"))
	require.ErrorContains(t, err, "--archive")
	if supported() == nil {
		require.NoError(t, os.Symlink("gone", filepath.Join(dir, "link")))
		_, err = Open(filepath.Join(dir, "link"))
		require.ErrorContains(t, err, "the archive is a symbolic link to gone, which does not exist; mount or make what it leads to")
		require.NoError(t, os.Chmod(dir, 0o777))
		_, err = Open(dir)
		require.ErrorContains(t, err, "everybody can write to the archive")
	}
}
