package store

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"cfgtool/rewriters/change"
)

// tree is folders and symbolic links, by their paths, as they are now and as they were
// at a time: what a rollback goes back through, beside the files.
type tree struct {
	force   bool
	folders map[string]*Folder // Was is now, Metadata is then
	links   map[string]*Link   // Was is now, Text is then
	created []string           // since a save, and not known to it
}

// undo goes back by one change; of a save, to what it found.
func (t *tree) undo(c Change) error {
	for _, l := range c.Links {
		then := l.Was
		if c.Kind == Save {
			then = l.Text
		}
		if err := t.link(l.Path, l.Text, then); err != nil {
			return err
		}
	}
	for _, f := range c.Folders {
		then := f.Was
		if c.Kind == Save {
			then = f.Metadata
		}
		if err := t.folder(f.Path, then); err != nil {
			return err
		}
	}
	if c.Kind == Save {
		return t.since(c)
	}
	return nil
}

// link goes back by a change that left a symbolic link saying one thing, to another
// one; "" is no link.
func (t *tree) link(path, left, then string) error {
	l := t.links[path]
	if l == nil {
		now, err := says(path)
		if err != nil {
			return t.otherLink(path, left, "move it away, then run the command again")
		}
		l = &Link{Path: path, Text: now, Was: now}
		t.links[path] = l
	}
	if l.Text == then {
		return nil
	}
	if l.Text != left && l.Text != "" && !t.force {
		return t.otherLink(path, left, "move it away, then run the command again; --force records what it says, and sets it back")
	}
	l.Text = then
	return nil
}

func (t *tree) otherLink(path, left, do string) error {
	what := fmt.Sprintf("it is no longer the symbolic link to %q that it was", left)
	if left == "" {
		what = "it is there again, and the change removed it"
	}
	return &Error{path, what, do, ErrChanged}
}

// folder goes back to what a folder had; nil is no folder.
func (t *tree) folder(path string, then *change.Metadata) error {
	f := t.folders[path]
	if f == nil {
		f = &Folder{Path: path}
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return failed(path, err)
		case !info.IsDir() && then == nil:
			return nil // what is there is not the change's
		case !info.IsDir():
			return &Error{path, "it is no longer the folder that it was", "move it away, then run the command again", ErrChanged}
		default:
			if f.Was, err = furniture(path); err != nil {
				return err
			}
		}
		t.folders[path] = f
	}
	f.Metadata = then
	return nil
}

// since finds what was created in the folders of a save, and refuses to restore files
// to where symbolic links lead now.
func (t *tree) since(c Change) error {
	there := make(map[string]bool)
	for _, f := range c.Files {
		there[f.Path], there[f.Real()] = true, true
		if err := straight(f.Real()); err != nil {
			return err
		}
	}
	for _, l := range c.Links {
		there[l.Path] = true
	}
	for _, f := range c.Folders {
		there[f.Path] = true
	}
	for _, f := range c.Folders {
		entries, err := os.ReadDir(f.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failed(f.Path, err)
		}
		for _, e := range entries {
			t.found(filepath.Join(f.Path, e.Name()), there)
		}
	}
	return nil
}

// found notes what stays.
func (t *tree) found(path string, known map[string]bool) {
	if !known[path] && !slices.Contains(t.created, path) {
		t.created = append(t.created, path)
	}
}

// plan adds what is to be done to the plan of the files. A folder goes only with all
// that is in it.
func (t *tree) plan(p *change.Plan) error {
	going, known := make(map[string]bool), make(map[string]bool)
	for _, f := range p.Files {
		if f.Kind == change.Remove {
			going[f.Path] = true
		}
	}
	for _, path := range slices.Sorted(maps.Keys(t.links)) {
		if l := t.links[path]; l.Text != l.Was {
			p.Links = append(p.Links, *l)
			going[path] = l.Text == ""
		}
	}
	paths := slices.Sorted(maps.Keys(t.folders)) // what a folder lies in comes first
	for _, path := range slices.Backward(paths) {
		f := t.folders[path]
		known[path] = true
		if f.Metadata != nil || f.Was == nil {
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return failed(path, err)
		}
		going[path] = true
		for _, e := range entries {
			if in := filepath.Join(path, e.Name()); !going[in] {
				going[path] = false
				t.found(in, known)
			}
		}
		if !going[path] {
			f.Metadata = f.Was
		}
	}
	for _, path := range paths {
		if f := t.folders[path]; !sameMetadata(f.Was, f.Metadata) {
			p.Folders = append(p.Folders, *f)
		}
	}
	return nil
}
