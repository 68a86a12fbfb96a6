package root

import (
	"archive/tar"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// zeros are as many as one asks for.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestDecompressionBomb: how much a compressed tar may come to is bounded, and so is what
// is kept of it; of a plain one only the list is read.
func TestDecompressionBomb(t *testing.T) {
	const size = 4 << 20
	file := filepath.Join(t.TempDir(), "bomb.tar.gz")
	f, err := os.Create(file)
	require.NoError(t, err)
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	require.NoError(t, w.WriteHeader(&tar.Header{Name: "etc/zeros", Typeflag: tar.TypeReg, Size: size}))
	_, err = io.CopyN(w, zeros{}, size)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())

	_, err = openArchive(file, size)
	require.ErrorContains(t, err, "comes to more than 4194304 bytes when it is unpacked; unpack it with gunzip")
	a, err := openArchive(file, size+10_000)
	require.NoError(t, err)
	r := &Root{tree: a, Limit: 1 << 20}
	defer r.Close()
	_, err = r.ReadFile("etc/zeros")
	require.ErrorContains(t, err, "larger than 1048576 bytes")
	n, err := a.lookup("etc/zeros")
	require.NoError(t, err)
	require.Nil(t, n.kept)
}

// TestManyMembers: names are bounded, however well they are compressed.
func TestManyMembers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "names.tar.gz")
	f, err := os.Create(file)
	require.NoError(t, err)
	z, err := gzip.NewWriterLevel(f, gzip.BestSpeed)
	require.NoError(t, err)
	w := tar.NewWriter(z)
	long := strings.Repeat("x", 900_000)
	for range maxNames/len(long) + 1 {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: long, Typeflag: tar.TypeReg}))
	}
	require.NoError(t, w.Close())
	require.NoError(t, z.Close())
	require.NoError(t, f.Close())
	_, err = openArchive(file, maxUnpacked)
	require.ErrorContains(t, err, "has more than 64 MB of names")
}
