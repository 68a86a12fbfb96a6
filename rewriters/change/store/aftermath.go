package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// secured reports whether all of the archive is on the disk: the holder of the lock
// before this one emptied the lock file at its end, and there is a ledger.
func (s *Store) secured(lock *os.File) bool {
	info, err := lock.Stat()
	if err != nil || info.Size() > 0 {
		return false
	}
	_, err = os.Lstat(s.ledger())
	return err == nil
}

// secureArchive brings to the disk what a command that died has left in memory, so
// that nothing is built on what a failure of power would still take away: the last
// record of the ledger, which would be damage with another one behind it; the names of
// all that is in the archive; and those of the folders that it lies in.
func (s *Store) secureArchive() error {
	dir := Resolved(s.dir)
	err := s.disk.syncExisting(s.ledger())
	if err == nil {
		err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrPermission):
				return nil // another user made it
			case err == nil && e.IsDir():
				return s.disk.syncFolder(path)
			}
			return err
		})
	}
	if err == nil {
		err = s.disk.syncAbove(dir)
	}
	if err != nil {
		return s.unwritable(err)
	}
	return nil
}

// syncAbove brings the names of a folder and of those that it lies in to the disk, up
// to where its file system is mounted: that was there before.
func (d disk) syncAbove(dir string) error {
	info, err := os.Stat(dir)
	for err == nil && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		above, e := os.Stat(dir)
		if e != nil || device(above) != device(info) {
			return nil
		}
		err = d.syncFolder(dir)
	}
	return err
}

// syncExisting brings a file to the disk, if there is one.
func (d disk) syncExisting(path string) error {
	f, err := openRegular(path, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return failed(path, d.sync(f))
}

// secureFiles does the same for what recover found done, or removed.
func (x *transaction) secureFiles(r *Recovery) error {
	folders := make(map[string]bool)
	for _, f := range r.Files {
		folders[filepath.Dir(f.Real())] = true
		if f.InPlace {
			if err := x.syncExisting(f.Real()); err != nil {
				return err
			}
		}
	}
	for _, l := range r.Change.Links {
		folders[filepath.Dir(l.Path)] = true
	}
	for _, f := range r.Change.Folders {
		folders[filepath.Dir(f.Path)], folders[f.Path] = true, true
	}
	for _, path := range sorted(folders) {
		if err := x.syncFolder(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failed(path, err)
		}
	}
	return nil
}
