package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// record is a line of the ledger. Records are only added; readers skip fields
// and events that they do not know.
type record struct {
	Event   string    `json:"event"`
	ID      string    `json:"id"` // of the change
	Time    time.Time `json:"time"`
	Command *Command  `json:"command,omitempty"` // with "planned"
	Files   []File    `json:"files,omitempty"`   // with "planned"
	Error   string    `json:"error,omitempty"`   // with "failed" and "stuck"
}

// The events of a change.
const (
	planned   = "planned"   // on disk before anything is written
	committed = "committed" // all files are written
	failure   = "failed"    // all files are as they were
	stuck     = "stuck"     // neither; the change stays unfinished
)

func (s *Store) ledger() string { return filepath.Join(s.dir, "ledger.jsonl") }

// records reads the ledger. Of a last line that was torn by a crash, nothing is
// taken; any other line that is no record is an error, since the state of the
// files would be a guess.
func (s *Store) records() ([]record, error) {
	content, err := ReadFile(s.ledger(), 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []record
	for n := 1; len(content) > 0; n++ {
		line, rest, ended := bytes.Cut(content, []byte("\n"))
		content = rest
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			if !ended {
				break
			}
			return nil, &Error{s.ledger(), fmt.Sprintf("line %d is no record of a change", n), "take the ledger from a backup, or choose another archive with --archive", err}
		}
		out = append(out, r)
	}
	return out, nil
}

// add appends a record and brings it to the disk. What a crash left of a last
// line goes; a whole one that lacks only its end gets it.
func (s *Store) add(r record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return failed(s.ledger(), err)
	}
	if err := s.disk.ask("ledger", s.ledger()); err != nil {
		return s.unwritable(err)
	}
	_, err = os.Stat(s.ledger())
	fresh := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(s.ledger(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return s.unwritable(err)
	}
	defer f.Close()
	at, err := mend(f)
	if err != nil {
		return s.unwritable(err)
	}
	_, err = f.WriteAt(append(line, '\n'), at)
	if err == nil {
		err = s.disk.sync(f)
	}
	if err == nil && fresh {
		err = s.disk.syncFolder(s.dir)
	}
	if err != nil {
		f.Truncate(at) // what may not be on the disk is not said; if it stays, the change is unfinished
		return s.unwritable(err)
	}
	return nil
}

// mend gives the ledger whole lines and tells where the next one goes.
func mend(f *os.File) (end int64, err error) {
	content, err := io.ReadAll(f)
	if err != nil {
		return 0, err
	}
	last := bytes.LastIndexByte(content, '\n') + 1
	if last == len(content) {
		return int64(last), nil
	}
	if json.Unmarshal(content[last:], new(record)) == nil {
		_, err = f.WriteAt([]byte("\n"), int64(len(content)))
		return int64(len(content)) + 1, err
	}
	return int64(last), f.Truncate(int64(last))
}
