//go:build unix

package root_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rules/root"
)

// TestRootOfAnotherUser: who owns the root may change it while it is read: a folder
// becomes a link that leads out, a file a pipe. Nothing outside is ever read, and
// nothing waits.
func TestRootOfAnotherUser(t *testing.T) {
	outside := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(outside, "hosts"), []byte("outside"), 0o644))
	dir := t.TempDir()
	in, out, etc := filepath.Join(dir, "in"), filepath.Join(dir, "out"), filepath.Join(dir, "etc")
	require.NoError(t, os.Mkdir(in, 0o755))
	hosts, pipe := filepath.Join(in, "hosts"), filepath.Join(in, "pipe")
	require.NoError(t, os.WriteFile(hosts, []byte("inside"), 0o644))
	require.NoError(t, unix.Mkfifo(pipe, 0o644))
	require.NoError(t, os.Symlink("in", etc))
	if os.Geteuid() == 0 {
		for _, path := range []string{dir, in, hosts, pipe, etc} {
			require.NoError(t, os.Lchown(path, 1234, 1234))
		}
	}
	r, err := root.Open(dir)
	require.NoError(t, err)
	defer r.Close()

	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		spare := filepath.Join(dir, "spare")
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			to := []string{outside, "in", "../" + filepath.Base(dir) + "/../" + filepath.Base(outside), "/in"}[n%4]
			if os.Symlink(to, spare) == nil {
				_ = os.Rename(spare, etc)
			}
			_ = os.Rename(in, out) // gone for a moment
			_ = os.Rename(out, in)
			_ = os.Rename(hosts, hosts+".x")
			_ = os.Rename(pipe, hosts)
			_ = os.Rename(hosts, pipe)
			_ = os.Rename(hosts+".x", hosts)
		}
	}()
	read := 0
	for range 3000 {
		for _, name := range []string{"etc/hosts", "in/hosts"} {
			if content, err := fs.ReadFile(r, name); err == nil {
				require.Equal(t, "inside", string(content))
				read++
			}
		}
	}
	close(stop)
	<-stopped
	require.NotZero(t, read)
	t.Logf("%d of 6000 were read", read)
}
