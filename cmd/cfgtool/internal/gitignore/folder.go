package gitignore

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// Folder is a folder of a work tree of git, and what git ignores in it. Nil is
// a folder outside of any.
type Folder struct {
	tree    *tree
	above   *Folder // nil at the top of the work tree
	dir     string  // where it is
	path    string  // from the top, with a slash at its end; "" at the top
	own     []Pattern
	ignored bool // so is all in it but what git tracks
}

// tree is a work tree.
type tree struct {
	gitDir  string
	shared  []Pattern // of the user's core.excludesFile, then of info/exclude
	tracked *index    // nil until it is needed
}

// Open finds the work tree that a folder is in, by the folders above it. The
// folder itself counts as one that is not ignored.
func Open(dir string) *Folder {
	dir, err := change.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil
	}
	top := dir
	found := openTree(top)
	for found == nil {
		above := filepath.Dir(top)
		if above == top {
			return nil
		}
		top = above
		found = openTree(top)
	}
	f := newFolder(found, nil, top, "")
	below, _ := filepath.Rel(top, dir)
	if below == "." {
		return f
	}
	for _, name := range strings.Split(below, string(filepath.Separator)) {
		f = newFolder(found, f, filepath.Join(f.dir, name), f.path+name+"/")
	}
	return f
}

func newFolder(t *tree, above *Folder, dir, path string) *Folder {
	return &Folder{tree: t, above: above, dir: dir, path: path, own: patterns(filepath.Join(dir, ".gitignore"))}
}

// Child is a folder in this one. With a repository of its own it is the top of
// another work tree, also where f is nil and dir its place.
func (f *Folder) Child(dir string) *Folder {
	if own := openTree(dir); own != nil {
		return newFolder(own, nil, dir, "")
	}
	if f == nil {
		return nil
	}
	name := filepath.Base(dir)
	child := newFolder(f.tree, f, dir, f.path+name+"/")
	child.ignored = f.ignored || f.excludes(name, true)
	return child
}

// Ignores reports whether git ignores a file or folder of this folder: whether
// patterns exclude it, and git does not track it or anything in it.
func (f *Folder) Ignores(name string, folder bool) bool {
	if f == nil || !f.ignored && !f.excludes(name, folder) {
		return false
	}
	return !f.tree.tracks(f.path+name, folder)
}

// excludes reports whether patterns exclude an entry: the last that matches in
// the nearest .gitignore that has one counts.
func (f *Folder) excludes(name string, folder bool) bool {
	path := f.path + name
	for at := f; at != nil; at = at.above {
		if ignored, told := Last(at.own, strings.TrimPrefix(path, at.path), folder); told {
			return ignored
		}
	}
	ignored, _ := Last(f.tree.shared, path, folder)
	return ignored
}

// tracks reports whether a file is in git's index, or anything in a folder. An
// index that cannot be read tracks nothing.
func (t *tree) tracks(path string, folder bool) bool {
	if t.tracked == nil {
		t.tracked = readIndex(filepath.Join(t.gitDir, "index"))
	}
	return t.tracked.has(path, folder)
}

// openTree reads what a folder with a repository shares, or is nil.
func openTree(dir string) *tree {
	gitDir := filepath.Join(dir, ".git")
	info, err := os.Stat(gitDir)
	if err != nil {
		return nil
	}
	if !info.IsDir() { // a submodule or a linked work tree names it
		place, named := strings.CutPrefix(line(gitDir), "gitdir: ")
		if !named {
			return nil
		}
		gitDir = beside(dir, place)
	}
	common := gitDir // a linked work tree shares all but HEAD and index
	if place := line(filepath.Join(gitDir, "commondir")); place != "" {
		common = beside(gitDir, place)
	}
	for _, part := range []string{filepath.Join(gitDir, "HEAD"), filepath.Join(common, "objects"), filepath.Join(common, "refs")} {
		if _, err := os.Lstat(part); err != nil {
			return nil // git takes it for no repository
		}
	}
	return &tree{gitDir: gitDir, shared: append(patterns(excludesFile()), patterns(filepath.Join(common, "info", "exclude"))...)}
}

// beside is a place that is named in a folder.
func beside(dir, place string) string {
	if filepath.IsAbs(place) {
		return place
	}
	return filepath.Join(dir, filepath.FromSlash(place))
}

// line is a file's first line, or "" where there is none.
func line(path string) string {
	first, _, _ := bytes.Cut(read(path, 4096), []byte("\n"))
	return strings.TrimSuffix(string(first), "\r")
}

// largestList is the size in bytes over which a file of patterns is not read: people
// write a few hundred lines, and each is tried on each file.
const largestList = 128 << 10

// patterns are those of a file, none where it cannot be read.
func patterns(path string) []Pattern { return Parse(read(path, largestList)) }

// read is the content of a regular file, or nothing: what is no file, is a link,
// as git will not follow it either, or is larger than any such file.
func read(path string, limit int64) []byte {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	content, err := store.ReadFile(path, limit)
	if err != nil {
		return nil
	}
	return content
}
