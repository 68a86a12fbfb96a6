package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"cfgtool/rewriters/change"
)

// generation is where the archive keeps an original, below its folder:
// files/<its folder>/<its name>.<UTC time in ns>-<change ID>. What is written in
// its place is under the same name below written.
func generation(top, path string, at time.Time, id string) string {
	suffix := "." + at.UTC().Format("20060102T150405.000000000Z") + "-" + id
	base := filepath.Base(path)
	if len(base)+len(suffix) > maxName {
		sum := sha256.Sum256([]byte(base))
		mark := "~" + hex.EncodeToString(sum[:8])
		base = cut(base, maxName-len(suffix)-len(mark)) + mark
	}
	return filepath.ToSlash(filepath.Join(top, filepath.Dir(path), base+suffix))
}

// ArchivePath is where the original of a file is; "" where there was none.
func (s *Store) ArchivePath(f File) string {
	return s.below(f.Archived)
}

// ResultPath is where the archive has what a change wrote to a file; "" where it
// wrote none.
func (s *Store) ResultPath(f File) string { return s.below(f.Result) }

func (s *Store) below(path string) string {
	if path == "" {
		return ""
	}
	return filepath.Join(s.dir, filepath.FromSlash(path))
}

// Original reads a file as it was before a change. It refuses an archived file
// that is not what the ledger says.
func (s *Store) Original(f File) ([]byte, error) {
	return s.kept(f, s.ArchivePath(f), f.Before, "the original of "+name(f.Path))
}

// Result reads a file as a change wrote it. It refuses an archived file that is
// not what the ledger says.
func (s *Store) Result(f File) ([]byte, error) {
	return s.kept(f, s.ResultPath(f), f.After, "what was written to "+name(f.Path))
}

// kept reads a file of the archive, which must have a hash.
func (s *Store) kept(f File, path, want, what string) ([]byte, error) {
	if f.PrunedBy != "" {
		return nil, &Error{s.dir, what + " is no longer in the archive: change " + f.PrunedBy + " pruned it", "take it from a backup or an exported archive", fs.ErrNotExist}
	}
	var content []byte
	r, err := s.openGeneration(path)
	if err == nil {
		defer r.Close()
		content, err = readAll(path, r, 0)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{path, what + " is missing in the archive", "take it from a backup", err}
	}
	if err != nil {
		return nil, failed(path, err)
	}
	if hash(content) != want {
		return nil, &Error{Path: path, What: what + " is damaged: its hash is not the one in the ledger", Do: "take it from a backup"}
	}
	return content, nil
}

// archive copies the originals and what is to be written into the archive, down
// to the disk. No file is written yet, so after an error all are as they were.
func (s *Store) archive(x *transaction, files targets) (undone bool, err error) {
	var made []string
	keep := func(path string, content []byte, m *change.Metadata) error {
		if path == "" {
			return nil
		}
		err := s.keep(path, content, m)
		if err == nil {
			made = append(made, path)
		}
		return err
	}
	for _, t := range files {
		if err = interrupted(x.ctx); err == nil {
			err = keep(t.archived, t.Before, t.metadata)
		}
		if err == nil {
			err = keep(t.result, t.After, t.gets())
		}
		if err != nil {
			break
		}
	}
	if err == nil {
		err = x.note(archived, nil)
	}
	if err != nil {
		for _, path := range made { // an original of a file that was not changed is of no use
			os.Remove(path)
		}
		if !errors.Is(err, ErrInterrupted) {
			err = s.unwritable(err)
		}
		return true, &stopped{err.Error() + "\nnothing was changed", err}
	}
	return false, nil
}

// keptMode are the bits of a mode that a copy in the archive may have: those of its
// original that let nobody write to it but its owner, who can also read it.
func keptMode(m *change.Metadata) fs.FileMode { return m.Mode&fs.ModePerm&^0o022 | 0o400 }

// keep copies one file. The copy belongs to who runs the command and is no more
// readable than the file, but for its owner.
func (s *Store) keep(path string, content []byte, m *change.Metadata) error {
	folder := filepath.Dir(path)
	if err := s.makeFolders(folder); err != nil {
		return err
	}
	f, err := s.disk.newFile(path, 0o600)
	if err != nil {
		return err
	}
	err = s.disk.writeAt(f, content, 0)
	if err == nil && m != nil {
		err = s.disk.chmod(f, keptMode(m))
	}
	if err == nil {
		err = s.disk.sync(f)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = s.disk.syncFolder(folder)
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}

// makeFolders makes a folder of the archive and all that it lies in, each down
// to the disk.
func (s *Store) makeFolders(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return s.ownFolders(folder)
	}
	above := filepath.Dir(folder)
	if above != folder {
		if err := s.makeFolders(above); err != nil {
			return err
		}
	}
	if within(s.dir, folder) { // others may have made one above it meanwhile
		if err := s.guard(); err != nil {
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

// Writable refuses an archive that this user cannot write to, or that lies on a file
// system that is mounted read-only, before anything is begun.
func (s *Store) Writable() error {
	folder := s.dir
	for {
		err := writable(folder)
		if !errors.Is(err, fs.ErrNotExist) || folder == filepath.Dir(folder) {
			if err == nil {
				return nil
			}
			return s.unwritable(err)
		}
		folder = filepath.Dir(folder)
	}
}

// unwritable tells that the archive cannot be written to.
func (s *Store) unwritable(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	do := "choose another one with --archive"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		do = "make room there, or " + do
	case errors.Is(err, syscall.EROFS):
		do = "mount its file system writable, or " + do
	}
	return &Error{s.dir, "the archive cannot be written to: " + reason(err), do, err}
}
