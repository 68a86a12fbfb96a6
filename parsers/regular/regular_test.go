//go:build unix

package regular

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	require.NoError(t, os.WriteFile(path, []byte("12345"), 0o600))
	read := func(path string, limit int64) ([]byte, error) {
		f, err := os.Open(path)
		require.NoError(t, err)
		defer f.Close()
		return Read(f, limit)
	}
	for _, limit := range []int64{0, 5} {
		content, err := read(path, limit)
		require.NoError(t, err)
		require.Equal(t, "12345", string(content))
	}
	_, err := read(path, 4)
	require.ErrorContains(t, err, "it is larger than 4 bytes")
	_, err = read(filepath.Dir(path), 0)
	require.ErrorIs(t, err, ErrKind)
	_, err = read(os.DevNull, 0)
	require.ErrorIs(t, err, ErrKind)
}

// endless is a file that says it is regular, as /proc/kmsg does.
type endless struct{ *os.File }

func (endless) Stat() (fs.FileInfo, error) { return os.Stat("regular.go") }

// TestReadDoesNotWait for what somebody may write, whatever was there to be read.
func TestReadDoesNotWait(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	defer w.Close()
	_, err = Read(endless{r}, 0)
	require.ErrorIs(t, err, ErrNoEnd)
	_, err = w.WriteString("a message")
	require.NoError(t, err)
	_, err = Read(endless{r}, 0)
	require.ErrorIs(t, err, ErrNoEnd)
}
