package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cfgtool/rewriters/change"
)

// Skipped is what a save leaves out.
type Skipped struct{ Path, Why string }

// survey finds what is to be saved: files with hash and metadata, symbolic links,
// folders. It stays on the file system of each folder that it is given.
type survey struct {
	x       *transaction
	archive string // behind links; it is not saved into itself
	seen    map[string]bool
	files   []File
	links   []Link
	folders []Folder
	skipped []Skipped
	refused []error // what cannot be read
}

// take finds a path, and all below it if it is a folder. A symbolic link is
// followed here and kept, too; below a folder it is kept only.
func (v *survey) take(path string) error {
	named := path
	path, err := change.Abs(path)
	if err != nil {
		return failed(named, err)
	}
	real, err := follow(path)
	if err != nil {
		return err
	}
	info, err := os.Lstat(real)
	if err != nil {
		return failed(path, err)
	}
	if info.IsDir() {
		if within(real, v.archive) {
			return &Error{Path: path, What: "it belongs to the archive itself", Do: "cfgtool archive export saves the archive"}
		}
		v.link(path)
		return v.folder(real, device(info))
	}
	if err := isRegular(path, info); err != nil {
		return err
	}
	if v.seen[real] {
		v.link(path)
		return nil
	}
	f := File{Path: path}
	if real != path {
		f.Target = real
		f.Link, _ = os.Readlink(path)
	}
	return v.file(f, info)
}

// link takes a symbolic link that was named, and whose target is taken for itself.
func (v *survey) link(path string) {
	path = filepath.Join(Resolved(filepath.Dir(path)), filepath.Base(path))
	if text, err := os.Readlink(path); err == nil && !v.seen[path] {
		v.seen[path] = true
		v.links = append(v.links, Link{Path: path, Text: text})
	}
}

// folder takes a folder and what is below it, sorted by name.
func (v *survey) folder(path string, dev uint64) error {
	if v.seen[path] {
		return nil
	}
	v.seen[path] = true
	if err := interrupted(v.x.ctx); err != nil {
		return err
	}
	d, err := os.Open(path)
	if err != nil {
		return v.refuse(path, err)
	}
	defer d.Close()
	m, err := metadata(path, d)
	if err != nil {
		return v.refuse(path, err)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return v.refuse(path, err)
	}
	v.folders = append(v.folders, Folder{Path: path, Metadata: m})
	for _, e := range entries {
		if err := v.entry(filepath.Join(path, e.Name()), dev); err != nil {
			return err
		}
	}
	return nil
}

func (v *survey) entry(path string, dev uint64) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil // it is gone
	case err != nil:
		return v.refuse(path, err)
	case info.Mode()&fs.ModeSymlink != 0:
		if v.seen[path] {
			return nil
		}
		text, err := os.Readlink(path)
		if err != nil {
			return v.refuse(path, err)
		}
		v.seen[path] = true
		v.links = append(v.links, Link{Path: path, Text: text})
		return nil
	case info.IsDir() && path == v.archive:
		v.skip(path, "it is the archive itself")
		return nil
	case info.IsDir() && device(info) != dev:
		v.skip(path, "another file system is mounted there")
		return nil
	case info.IsDir():
		return v.folder(path, dev)
	}
	var not *Error
	if errors.As(isRegular(path, info), &not) {
		v.skip(path, not.What)
		return nil
	}
	return v.file(File{Path: path}, info)
}

func (v *survey) skip(path, why string) { v.skipped = append(v.skipped, Skipped{path, why}) }

// refuse notes what cannot be read; all such places are named at once.
func (v *survey) refuse(path string, err error) error {
	v.refused = append(v.refused, failed(path, err))
	return nil
}

// file takes one file, once.
func (v *survey) file(f File, info fs.FileInfo) error {
	if v.seen[f.Real()] {
		return nil
	}
	v.seen[f.Real()] = true
	if err := interrupted(v.x.ctx); err != nil {
		return err
	}
	file, err := openRegular(f.Real(), os.O_RDONLY)
	if err != nil {
		return v.refuse(f.Path, err)
	}
	defer file.Close()
	if now, err := file.Stat(); err != nil || !os.SameFile(info, now) {
		return v.refuse(f.Path, changed(f.Path))
	}
	f.Kind = Archived
	if f.Metadata, err = metadata(f.Path, file); err != nil {
		return v.refuse(f.Path, err)
	}
	if f.Before, err = hashOf(file); err != nil {
		return v.refuse(f.Path, err)
	}
	v.files = append(v.files, f)
	return nil
}

// hashOf is change.Hash of what is left to read.
func hashOf(r io.Reader) (string, error) {
	sum := sha256.New()
	_, err := io.Copy(sum, r)
	return digest(sum), err
}

func digest(sum interface{ Sum([]byte) []byte }) string {
	return "sha256:" + hex.EncodeToString(sum.Sum(nil))
}

// order sorts what was found by path.
func (v *survey) order() {
	slices.SortFunc(v.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(v.links, func(a, b Link) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(v.folders, func(a, b Folder) int { return strings.Compare(a.Path, b.Path) })
}

// Archived is the Kind of a file that was saved and not changed.
const Archived change.Kind = "save"
