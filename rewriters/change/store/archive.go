package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// generation is where the archive keeps an original, below its folder:
// files/<its folder>/<its name>.<UTC time in ns>-<change ID>.
func generation(path string, at time.Time, id string) string {
	suffix := "." + at.UTC().Format("20060102T150405.000000000Z") + "-" + id
	base := filepath.Base(path)
	if len(base)+len(suffix) > maxName {
		sum := sha256.Sum256([]byte(base))
		mark := "~" + hex.EncodeToString(sum[:8])
		base = cut(base, maxName-len(suffix)-len(mark)) + mark
	}
	return filepath.ToSlash(filepath.Join("files", filepath.Dir(path), base+suffix))
}

// ArchivePath is where the original of a file is; "" where there was none.
func (s *Store) ArchivePath(f File) string {
	if f.Archived == "" {
		return ""
	}
	return filepath.Join(s.dir, filepath.FromSlash(f.Archived))
}

// Original reads a file as it was before a change. It refuses an archived file
// that is not what the ledger says.
func (s *Store) Original(f File) ([]byte, error) {
	path := s.ArchivePath(f)
	content, err := ReadFile(path, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{path, "the original of " + name(f.Path) + " is missing in the archive", "take it from a backup", err}
	}
	if err != nil {
		return nil, err
	}
	if hash(content) != f.Before {
		return nil, &Error{Path: path, What: "the archived original of " + name(f.Path) + " is damaged: its hash is not the one in the ledger", Do: "take it from a backup"}
	}
	return content, nil
}

// archive copies the originals into the archive, down to the disk. Nothing else
// is written yet, so after an error all files are as they were.
func (s *Store) archive(files targets) (undone bool, err error) {
	for _, t := range files {
		if t.archived == "" {
			continue
		}
		if err := s.keep(t); err != nil {
			return true, &stopped{s.unwritable(err).Error() + "\nnothing was changed", err}
		}
	}
	return false, nil
}

// keep copies one original. The copy belongs to who runs the command and is no
// more readable than the original was, but for its owner.
func (s *Store) keep(t *target) error {
	folder := filepath.Dir(t.archived)
	if err := s.makeFolders(folder); err != nil {
		return err
	}
	f, err := s.disk.newFile(t.archived, 0o600)
	if err != nil {
		return err
	}
	err = s.disk.fill(f, t.Before)
	if err == nil {
		err = f.Chmod(t.metadata.Mode&fs.ModePerm | 0o400)
	}
	if err == nil {
		err = s.disk.sync(f)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return errors.Join(err, os.Remove(t.archived))
	}
	return s.disk.syncFolder(folder)
}

// makeFolders makes a folder of the archive and all that it lies in, each down
// to the disk.
func (s *Store) makeFolders(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(folder)
	if above != folder {
		if err := s.makeFolders(above); err != nil {
			return err
		}
	}
	if err := s.disk.makeFolder(folder); err != nil && !errors.Is(err, fs.ErrExist) {
		return s.unwritable(err)
	}
	if err := s.disk.syncFolder(above); err != nil {
		return s.unwritable(err)
	}
	return nil
}

// unwritable tells that the archive cannot be written to.
func (s *Store) unwritable(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	return &Error{s.dir, "the archive cannot be written to: " + reason(err), "choose another one with --archive", err}
}
