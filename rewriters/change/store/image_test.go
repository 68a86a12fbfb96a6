//go:build unix

package store

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// node is a file, a folder, a symbolic link or a pipe at one moment.
type node struct {
	Number  uint64           // of the inode
	Type    fs.FileMode      // its type bits
	Meta    *change.Metadata // of a file or a folder, which has no time
	Content []byte           // of a file; what a symbolic link says
}

// image is all that lies below a folder, by its path from there; "." is the folder.
type image map[string]node

// scan takes the image of a folder.
func scan(t *testing.T, root string) image {
	out := make(image)
	require.NoError(t, filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		st := info.Sys().(*syscall.Stat_t)
		n := node{Number: uint64(st.Ino), Type: info.Mode().Type()}
		switch {
		case n.Type == fs.ModeSymlink:
			text, err := os.Readlink(path)
			if err != nil {
				return err
			}
			n.Content = []byte(text)
		case n.Type == 0 || n.Type == fs.ModeDir:
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			if n.Meta, err = metadata(path, f); err != nil {
				return err
			}
			if n.Type == fs.ModeDir {
				n.Meta.ModTime = time.Time{}
			} else if n.Content, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		name, err := filepath.Rel(root, path)
		out[name] = n
		return err
	}))
	return out
}

// write makes a folder hold an image, and nothing else.
func (im image) write(t *testing.T, root string) {
	entries, err := os.ReadDir(root)
	require.NoError(t, err)
	for _, e := range entries {
		require.NoError(t, os.RemoveAll(filepath.Join(root, e.Name())))
	}
	first := make(map[uint64]string)
	names := slices.Sorted(maps.Keys(im)) // a folder comes before what is in it
	for _, name := range names {
		n, path := im[name], filepath.Join(root, name)
		switch other := first[n.Number]; {
		case name == ".":
		case n.Type == fs.ModeDir:
			require.NoError(t, os.Mkdir(path, 0o700))
		case n.Type == fs.ModeNamedPipe:
			require.NoError(t, unix.Mkfifo(path, 0o600))
		case n.Type == fs.ModeSymlink:
			require.NoError(t, os.Symlink(string(n.Content), path))
		case other != "":
			require.NoError(t, os.Link(other, path))
		default:
			require.NoError(t, os.WriteFile(path, n.Content, 0o600))
			first[n.Number] = path
		}
	}
	for _, name := range slices.Backward(names) {
		n, path := im[name], filepath.Join(root, name)
		if n.Meta == nil || name == "." {
			continue
		}
		f, err := os.Open(path)
		require.NoError(t, err)
		require.NoError(t, disk{}.setMetadata(path, f, n.Meta))
		f.Close()
		if n.Type == 0 {
			require.NoError(t, os.Chtimes(path, n.Meta.ModTime, n.Meta.ModTime))
		}
	}
}

// sum is the same for images that read the same, but for times.
func (im image) sum() [sha256.Size]byte {
	first := make(map[uint64]string)
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(im)) {
		n := im[name]
		if first[n.Number] == "" {
			first[n.Number] = name
		}
		fmt.Fprintf(sum, "%q %q %v %d ", name, first[n.Number], n.Type, len(n.Content))
		sum.Write(n.Content)
		if m := n.Meta; m != nil {
			fmt.Fprintf(sum, " %v %d:%d %q", m.Mode, m.UID, m.GID, m.Xattrs)
		}
		fmt.Fprintln(sum)
	}
	return [sha256.Size]byte(sum.Sum(nil))
}

// same reports whether a node is as it was.
func (n node) same(other node) bool {
	return n.Meta.Same(other.Meta) && bytes.Equal(n.Content, other.Content) &&
		(n.Meta == nil || n.Meta.ModTime.Equal(other.Meta.ModTime))
}
