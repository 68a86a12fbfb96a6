package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"cfgtool/cmd/cfgtool/internal/gitignore"
)

// leftovers are patterns of files that package managers and editors leave
// beside the real ones, and of templates.
var leftovers = []string{"*.rpmnew", "*.rpmsave", "*.dpkg-*", "*.bak", "*~", "*.j2", ".Old..*"}

// installed are folders of a work tree with what others wrote or a build made.
var installed = []string{"node_modules", "vendor", "target"}

// walk visits the files below a folder.
type walk struct {
	Loader
	device uint64                       // the file system that it stays on
	visit  func(path string)            // a file whose name tells its kind
	left   func(path, why string)       // what is left out that would have been visited
	failed func(path string, err error) // a folder that cannot be read
}

// folder visits what is in a folder, sorted by name. It follows no links below
// the first folder.
func (w *walk) folder(dir string, in *gitignore.Folder) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		w.failed(dir, err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.IsDir():
			if why := w.avoids(path, in); why != "" {
				w.left(path, why)
			} else if e.Name() != ".git" {
				w.folder(path, in.Child(path))
			}
		case e.Type()&fs.ModeSymlink != 0 && w.leads(path):
			w.left(path, "it is a symbolic link")
		case e.Type().IsRegular() && w.takes(path):
			if why := w.skips(path, in); why != "" {
				w.left(path, why)
			} else {
				w.visit(path)
			}
		}
	}
}

// walkArchive visits the files below a folder of a tar as a walk does, and reports whether
// any of them is read.
func (l Loader) walkArchive(tar Archive, dir, called string, visit func(path string) bool) (found bool) {
	w := walk{Loader: l}
	_ = fs.WalkDir(tar, dir, func(name string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, name)
		path := filepath.Join(called, rel)
		switch {
		case err != nil:
		case e.IsDir() && excluded(l.Exclude, path, true):
			return fs.SkipDir
		case e.Type().IsRegular() && w.takes(path) && w.skips(path, nil) == "":
			found = visit(path) || found
		}
		return nil
	}) // what cannot be listed has nothing in it
	return found
}

// avoids tells why a folder is not walked, or "".
func (w *walk) avoids(path string, in *gitignore.Folder) string {
	name := filepath.Base(path)
	switch {
	case deviceOf(path) != w.device:
		return "it is on another file system"
	case excluded(w.Exclude, path, true):
		return "--exclude says so"
	case in != nil && slices.Contains(installed, name):
		return fmt.Sprintf("in a git work tree, what is in %s is not one's own", name)
	case in.Ignores(name, true):
		return "git ignores it"
	}
	return ""
}

// skips tells why a file whose kind is known is left out, or "".
func (w *walk) skips(path string, in *gitignore.Folder) string {
	name := filepath.Base(path)
	_, mapped := w.mapped(path)
	switch {
	case excluded(w.Exclude, path, false):
		return "--exclude says so"
	case !mapped && slices.ContainsFunc(leftovers, func(p string) bool { ok, _ := filepath.Match(p, name); return ok }):
		return "by its name it is a copy or a template"
	case in.Ignores(name, false):
		return "git ignores it"
	}
	return ""
}

// leads reports whether a link would be walked or read if it were followed.
func (w *walk) leads(path string) bool {
	info, err := os.Stat(path)
	return err == nil && (info.IsDir() || w.takes(path))
}

// takes reports whether a file's name may tell its kind, with --as whether it
// may tell that one.
func (w *walk) takes(path string) bool {
	if _, mapped := w.mapped(path); mapped {
		return true
	}
	possible := w.Formats.Possible(path)
	if w.As == "" {
		return len(possible) > 0
	}
	_, is := possible.ByID(w.As)
	return is
}
