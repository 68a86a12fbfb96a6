package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cfgtool/rewriters/change"
)

// Standing is what a file is, seen from a change.
type Standing string

const (
	Old   Standing = "old"   // what it was before
	New   Standing = "new"   // what the change writes
	Torn  Standing = "torn"  // a part of both: it was being written in place
	Other Standing = "other" // none of these
)

// Remains is what a crash left of a file.
type Remains struct {
	File
	Stands    Standing
	Leftovers []string // temporary files that are to go
	Theirs    []string // temporary files that hold what another program wrote

	now  []byte           // nil where there is no file
	meta *change.Metadata // the same
}

// remains looks at a file of an unfinished change.
func (s *Store) remains(c Change, f File) (Remains, error) {
	r := Remains{File: f, Stands: Old}
	if !c.kept { // nothing was written but a part of the archive
		for _, path := range []string{s.ArchivePath(f), s.ResultPath(f)} {
			if _, err := os.Lstat(path); err == nil {
				r.Leftovers = append(r.Leftovers, path)
			}
		}
		return r, nil
	}
	var err error
	if r.now, r.meta, err = present(f.Real()); err != nil {
		return r, err
	}
	if r.Stands, err = s.stands(f, r.now, r.meta); err != nil {
		return r, err
	}
	return r, s.beside(c, &r)
}

// stands tells what a file is. A file that is replaced has its metadata as one
// with its content; in a file that is written in place they can differ.
func (s *Store) stands(f File, now []byte, meta *change.Metadata) (Standing, error) {
	gets := f.Gets
	if gets == nil {
		gets = f.Metadata
	}
	is := change.Hash(now)
	both := f.InPlace || f.Before == f.After
	switch {
	case is == f.Before && (!both || sameMetadata(meta, f.Metadata)):
		return Old, nil
	case is == f.After && (!both || sameMetadata(meta, gets)):
		return New, nil
	case !f.InPlace || meta == nil:
		return Other, nil
	}
	original, err := s.Original(f)
	if err != nil {
		return Other, err
	}
	result, err := s.Result(f)
	if err != nil {
		return Other, err
	}
	if mixed(now, original, result) {
		return Torn, nil
	}
	return Other, nil
}

// beside finds the temporary files of a change beside one of its files.
func (s *Store) beside(c Change, r *Remains) error {
	prefix := beside(r.Real(), c.ID)
	entries, err := os.ReadDir(filepath.Dir(prefix))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return failed(filepath.Dir(prefix), err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), filepath.Base(prefix)) {
			continue
		}
		path := filepath.Join(filepath.Dir(prefix), e.Name())
		content, err := ReadFile(path, 0)
		if err != nil {
			return err
		}
		if s.ours(c, content) {
			r.Leftovers = append(r.Leftovers, path)
		} else {
			r.Theirs = append(r.Theirs, path)
		}
	}
	return nil
}

// ours reports whether a change wrote this content, or a part of it, or archived
// it. Long names are cut, so a temporary file may be that of another file.
func (s *Store) ours(c Change, content []byte) bool {
	for _, f := range c.Files {
		if original, err := s.Original(f); f.Archived != "" && err == nil && mixed(content, nil, original) {
			return true
		}
		if result, err := s.Result(f); f.Result != "" && err == nil && mixed(content, nil, result) {
			return true
		}
	}
	return false
}

// present reads a file with its metadata; both are nil where there is no file.
func present(path string) ([]byte, *change.Metadata, error) {
	content, m, err := Read(path, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err == nil && content == nil {
		content = []byte{}
	}
	return content, m, err
}

// besides is what a file has besides its bytes; nil where there is no file.
func besides(path string) (*change.Metadata, error) {
	f, err := openRegular(path, os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return metadata(path, f)
}

// tail is how much of the end of a ledger is read to find the last record.
const tail = 64 << 10

// lastEvent is the event of the last record of a ledger; ok tells that it could
// be read without the rest.
func (s *Store) lastEvent() (event string, ok bool) {
	f, err := s.openOwn(s.ledger(), os.O_RDONLY, 0)
	if err != nil {
		return "", false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", false
	}
	start := max(0, info.Size()-tail)
	content, err := io.ReadAll(io.NewSectionReader(f, start, tail))
	if err != nil {
		return "", false
	}
	end := bytes.LastIndexByte(content, '\n')
	if end != len(content)-1 || end < 0 { // torn
		return "", false
	}
	begin := bytes.LastIndexByte(content[:end], '\n') + 1
	if begin == 0 && start > 0 {
		return "", false
	}
	var r record
	err = json.Unmarshal(content[begin:end], &r)
	return r.Event, err == nil
}
