// Package root reads files below a directory, or in a tar, as if that were the root
// of a file system, as chroot(2) would: an absolute symbolic link resolves inside it
// and ".." stops at it. So an unpacked backup, a mounted disk or a backup as it is
// can be looked at without ever leaving it.
package root

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"

	"cfgtool/parsers/regular"
)

// maxLinks is how many symbolic links one path may go through, as on Linux
// (path_resolution(7)).
const maxLinks = 40

// Root is a bounded file system. It implements fs.FS, fs.ReadDirFS, fs.StatFS,
// fs.ReadFileFS and fs.ReadLinkFS; paths have no leading slash. Lstat and
// ReadLink follow no link at all, so a link before the last name fails them
// where it leads out of the directory; resolve the directory first.
type Root struct {
	Limit int64 // bytes of the largest file that ReadFile reads; 0 is none
	dir   string
	tree  tree
}

// tree is what is below a root. It follows no link.
type tree interface {
	open(name string) (fs.File, error)
	lstat(name string) (fs.FileInfo, error)
	readLink(name string) (string, error)
	readDir(name string) ([]fs.DirEntry, error)
	close() error
}

// Open opens a directory as a root, or a tar, which may be compressed by gzip; see
// openArchive.
func Open(dir string) (*Root, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, err
	case info.Mode().IsRegular():
		t, err := openArchive(dir, maxUnpacked)
		if err != nil {
			return nil, err
		}
		return &Root{dir: dir, tree: t}, nil
	case !info.IsDir(): // opening a device or a pipe can have effects
		return nil, errNoTar
	}
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{dir: dir, tree: folder{r}}, nil
}

// folder is a directory.
type folder struct{ root *os.Root }

func (f folder) lstat(name string) (fs.FileInfo, error)     { return f.root.Lstat(name) }
func (f folder) readLink(name string) (string, error)       { return f.root.Readlink(name) }
func (f folder) readDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.root.FS(), name) }
func (f folder) close() error                               { return f.root.Close() }

// open does not wait for one who writes into a pipe.
func (f folder) open(name string) (fs.File, error) {
	return f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Dir is the directory, or the tar, as it was given.
func (r *Root) Dir() string { return r.dir }

// Archive reports whether the root is a tar, in which nothing can be written.
func (r *Root) Archive() bool {
	_, ok := r.tree.(*archive)
	return ok
}

// Close frees the directory.
func (r *Root) Close() error { return r.tree.close() }

// Resolve returns the path of the file that name leads to, with every symbolic
// link followed inside the root.
func (r *Root) Resolve(name string) (string, error) { return Resolve(r, name) }

// Resolve follows symbolic links in any file system that tells of them
// (fs.ReadLinkFS) as Root does. In one that does not, there are none.
func Resolve(fsys fs.FS, name string) (string, error) {
	fail := func(err error) (string, error) { return "", &fs.PathError{Op: "open", Path: name, Err: err} }
	todo := strings.Split(name, "/")
	done := "."
	links := 0
	for len(todo) > 0 {
		part := todo[0]
		todo = todo[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			done = path.Dir(done) // Dir(".") is "."
			continue
		}
		next := path.Join(done, part)
		info, err := fs.Lstat(fsys, next)
		if err != nil {
			return fail(reason(err))
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			done = next
			continue
		}
		if links++; links > maxLinks {
			return fail(errors.New("too many symbolic links"))
		}
		target, err := fs.ReadLink(fsys, next)
		if err != nil {
			return fail(reason(err))
		}
		if strings.HasPrefix(target, "/") {
			done = "."
		}
		todo = append(strings.Split(target, "/"), todo...)
	}
	return done, nil
}

// reason is the cause of an error without the path it was for.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Open opens a file for reading.
func (r *Root) Open(name string) (fs.File, error) {
	real, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return r.tree.open(real)
}

// Lstat describes a file, or a symbolic link itself.
func (r *Root) Lstat(name string) (fs.FileInfo, error) { return r.tree.lstat(name) }

// ReadLink is what a symbolic link leads to, as it was written.
func (r *Root) ReadLink(name string) (string, error) { return r.tree.readLink(name) }

// Stat describes the file that name leads to.
func (r *Root) Stat(name string) (fs.FileInfo, error) {
	real, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return r.tree.lstat(real)
}

// ReadFile reads a regular file. What it is is asked of the open file too: a pipe
// can have taken its place meanwhile.
func (r *Root) ReadFile(name string) ([]byte, error) {
	info, err := r.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a device can have effects
		return nil, &fs.PathError{Op: "read", Path: name, Err: regular.ErrKind}
	}
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := regular.Read(f, r.Limit)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: err}
	}
	return content, nil
}

// ReadDir lists a directory, sorted by name.
func (r *Root) ReadDir(name string) ([]fs.DirEntry, error) {
	real, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return r.tree.readDir(real)
}
