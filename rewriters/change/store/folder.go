package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"cfgtool/rewriters/change"
)

// Folder is a folder that a save found, or that a rollback makes anew.
type Folder = change.Folder

// remake adds to a rollback of a save the folders and symbolic links that are
// gone, and names what was created since.
func (u *Undo) remake(c Change) error {
	there := make(map[string]bool)
	for _, f := range c.Files {
		there[f.Path], there[f.Real()] = true, true
		if err := straight(f.Real()); err != nil {
			return err
		}
	}
	for _, l := range c.Links {
		there[l.Path] = true
		switch gone, err := missing(File{Path: l.Path, Link: l.Text}); {
		case err != nil:
			return err
		case gone:
			u.Plan.Links = append(u.Plan.Links, l)
		}
	}
	for _, f := range c.Folders {
		there[f.Path] = true
	}
	for _, f := range c.Folders { // sorted, so what it lies in comes first
		info, err := os.Lstat(f.Path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			u.Plan.Folders = append(u.Plan.Folders, f)
			continue
		case err != nil:
			return failed(f.Path, err)
		case !info.IsDir():
			return &Error{f.Path, "it is no longer the folder that was saved", "move it away, then run the command again", ErrChanged}
		}
		if f.Was, err = furniture(f.Path); err != nil {
			return err
		}
		if !sameMetadata(f.Was, f.Metadata) {
			u.Plan.Folders = append(u.Plan.Folders, f)
		}
		entries, err := os.ReadDir(f.Path)
		if err != nil {
			return failed(f.Path, err)
		}
		for _, e := range entries {
			if path := filepath.Join(f.Path, e.Name()); !there[path] && !slices.Contains(u.Created, path) {
				u.Created = append(u.Created, path)
			}
		}
	}
	return nil
}

// straight refuses a path that had no symbolic links in it, and has one now: who put
// it there would tell where to write.
func straight(path string) error {
	for ; ; path = filepath.Dir(path) {
		real, err := filepath.EvalSymlinks(path)
		switch {
		case err == nil && real != path:
			return &Error{path, "a symbolic link leads elsewhere now, to " + name(real), "move the link away, then run the command again", ErrChanged}
		case err == nil:
			return nil
		case !errors.Is(err, fs.ErrNotExist):
			return failed(path, err)
		}
		if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return &Error{path, "it is a symbolic link to nowhere now", "move the link away, then run the command again", ErrChanged}
		}
	}
}

// furniture is what a folder has.
func furniture(path string) (*change.Metadata, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, failed(path, err)
	}
	defer f.Close()
	return metadata(path, f)
}

// remakeFolders makes folders that are not there, each below those before it. Only
// their owner can look into them until furnish.
func (x *transaction) remakeFolders(folders []Folder) error {
	for i, f := range folders {
		if info, err := os.Lstat(f.Path); err == nil && info.IsDir() {
			continue
		}
		if err := x.makeFolder(f.Path); err != nil {
			return errors.Join(failed(f.Path, err), x.removeFolders(folders[:i]))
		}
		if err := x.syncFolder(filepath.Dir(f.Path)); err != nil {
			return errors.Join(failed(f.Path, err), x.removeFolders(folders[:i+1]))
		}
	}
	return nil
}

// furnish gives folders what they had when they were saved, when all is in them.
func (x *transaction) furnish(folders []Folder) error {
	for _, f := range slices.Backward(folders) {
		if err := x.furnishOne(f.Path, f.Metadata); err != nil {
			return err
		}
	}
	return nil
}

func (x *transaction) furnishOne(path string, m *change.Metadata) error {
	f, err := os.Open(path)
	if err != nil {
		return failed(path, err)
	}
	defer f.Close()
	if err := x.settle(path, f, m); err != nil {
		return err
	}
	_, err = keeps(path, f, m)
	return err
}

// removeFolders removes folders that were made anew and are empty; one that is not
// holds what another program put there. The others get back what they had.
func (x *transaction) removeFolders(folders []Folder) error {
	for _, f := range slices.Backward(folders) {
		if f.Was != nil {
			if err := x.furnishOne(f.Path, f.Was); err != nil {
				return err
			}
			continue
		}
		entries, err := os.ReadDir(f.Path)
		if err != nil || len(entries) > 0 {
			continue
		}
		if err := x.remove(f.Path); err != nil {
			return &Error{f.Path, fmt.Sprintf("this new folder is empty, and could not be removed: %s", reason(err)), "remove it", err}
		}
	}
	return nil
}
