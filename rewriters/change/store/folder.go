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

// Folder is a folder that a save found, or that a rollback makes, furnishes or removes.
type Folder = change.Folder

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

// reversed are the folders of a change as undoing it takes them.
func reversed(folders []Folder) []Folder {
	out := make([]Folder, len(folders))
	for i, f := range folders {
		out[i] = Folder{Path: f.Path, Metadata: f.Was, Was: f.Metadata}
	}
	return out
}

// remakeFolders makes the folders that are to be there and are not, each below those
// before it. Only their owner can look into them until furnish.
func (x *transaction) remakeFolders(folders []Folder) error {
	for _, f := range folders {
		if info, err := os.Lstat(f.Path); f.Metadata == nil || err == nil && info.IsDir() {
			continue
		}
		if err := x.makeFolder(f.Path); err != nil {
			return failed(f.Path, err)
		}
		if err := x.syncFolder(filepath.Dir(f.Path)); err != nil {
			return failed(f.Path, err)
		}
	}
	return nil
}

// furnish gives folders what they are to have, when all is in them, and removes those
// that are to go and are empty; one that is not holds what another program put there.
// What another program gave a folder meanwhile is an error, or stays where keep says so.
func (x *transaction) furnish(folders []Folder, keep bool) error {
	for _, f := range slices.Backward(folders) {
		if f.Metadata != nil {
			if err := x.furnishOne(f, keep); err != nil {
				return err
			}
			continue
		}
		entries, err := os.ReadDir(f.Path)
		if err != nil || len(entries) > 0 {
			continue
		}
		if err = x.remove(f.Path); err == nil {
			err = x.syncFolder(filepath.Dir(f.Path))
		}
		if err != nil {
			return &Error{f.Path, fmt.Sprintf("this folder is empty, and could not be removed: %s", reason(err)), "remove it", err}
		}
	}
	return nil
}

func (x *transaction) furnishOne(of Folder, keep bool) error {
	f, err := os.Open(of.Path)
	if err != nil {
		return failed(of.Path, err)
	}
	defer f.Close()
	m := of.Metadata
	if keep {
		is, err := metadata(of.Path, f)
		if err != nil {
			return err
		}
		m = m.Keeping(is, of.Was)
	}
	if err := x.settle(of.Path, f, of.Was, m); err != nil {
		return err
	}
	if _, err = keeps(of.Path, f, m); err != nil {
		return err
	}
	return failed(of.Path, x.syncFolder(of.Path))
}
