// Package root reads files below a directory as if it were the root of a file
// system, as chroot(2) would: an absolute symbolic link resolves inside it and
// ".." stops at it. So an unpacked backup or a mounted disk can be looked at
// without ever leaving it.
package root

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
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
	root  *os.Root
}

// Open opens a directory as a root.
func Open(dir string) (*Root, error) {
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{dir: dir, root: r}, nil
}

// Dir is the directory as it was given.
func (r *Root) Dir() string { return r.dir }

// Close frees the directory.
func (r *Root) Close() error { return r.root.Close() }

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

// Open opens a file for reading. It does not wait for one who writes into a pipe.
func (r *Root) Open(name string) (fs.File, error) {
	real, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return r.root.OpenFile(real, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}

// Lstat describes a file, or a symbolic link itself.
func (r *Root) Lstat(name string) (fs.FileInfo, error) { return r.root.Lstat(name) }

// ReadLink is what a symbolic link leads to, as it was written.
func (r *Root) ReadLink(name string) (string, error) { return r.root.Readlink(name) }

// Stat describes the file that name leads to.
func (r *Root) Stat(name string) (fs.FileInfo, error) {
	real, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return r.root.Lstat(real)
}

// ReadFile reads a regular file. What it is is asked of the open file too: a pipe
// can have taken its place meanwhile.
func (r *Root) ReadFile(name string) ([]byte, error) {
	fail := func(what string, args ...any) ([]byte, error) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf(what, args...)}
	}
	info, err := r.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a device can have effects
		return fail("not a regular file")
	}
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return fail("not a regular file")
	}
	if r.Limit == 0 {
		return io.ReadAll(f)
	}
	content, err := io.ReadAll(io.LimitReader(f, r.Limit+1))
	if err == nil && int64(len(content)) > r.Limit {
		return fail("larger than %d bytes", r.Limit)
	}
	return content, err
}

// ReadDir lists a directory, sorted by name.
func (r *Root) ReadDir(name string) ([]fs.DirEntry, error) {
	real, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return fs.ReadDir(r.root.FS(), real)
}
