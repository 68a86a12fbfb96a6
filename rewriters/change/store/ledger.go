package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"cfgtool/rewriters/change"
)

// record is a line of the ledger: one event. Records are only added; readers skip
// fields and events that they do not know.
//
// The lines are a chain: each holds the hash of the one before it, so a line that
// is altered, taken out or put in is noticed at the next one; head is for lines cut
// from the end.
type record struct {
	Previous  string    `json:"previous"` // change.Hash of the line before, without its end; "" in the first
	Event     string    `json:"event"`
	ID        string    `json:"id"` // of the change
	Time      time.Time `json:"time"`
	Kind      Kind      `json:"kind,omitempty"`      // with what begins a change
	Command   *Command  `json:"command,omitempty"`   // with what begins a change, and "recovering"
	Files     []File    `json:"files,omitempty"`     // with what begins a change
	Links     []Link    `json:"links,omitempty"`     // with what begins a change
	Folders   []Folder  `json:"folders,omitempty"`   // with what begins a change
	InPlace   bool      `json:"inPlace,omitempty"`   // with "planned": files that cannot be replaced may be written in place
	Pruned    []Pruned  `json:"pruned,omitempty"`    // with "pruned"
	File      *Written  `json:"file,omitempty"`      // with "overwriting", "replaced" and "restored"
	Direction Direction `json:"direction,omitempty"` // with "recovering" and "recovered"
	Left      []int     `json:"left,omitempty"`      // with "recovered": the places in the change's Files, from 0, of those that were neither old nor new, and stay so
	Error     string    `json:"error,omitempty"`     // with "undoing", "failed" and "stuck"
}

// Written is what an event tells of one file.
type Written struct {
	Path     string           `json:"path"`               // behind symbolic links
	Hash     string           `json:"hash"`               // of what it holds now, or with "overwriting" is to hold; "" where there is none
	Metadata *change.Metadata `json:"metadata,omitempty"` // what it has now
}

// The events of a change, in the order in which they may come.
const (
	planned     = "planned"     // begins a change; on disk before anything is written
	copying     = "saving"      // originals are about to be archived; no change yet, and none if nothing follows
	saved       = "saved"       // begins a change and ends it: originals were archived, no file was changed
	pruned      = "pruned"      // begins a change and ends it: originals are about to leave the archive
	archived    = "archived"    // the archive holds all originals, and all that is to be written
	overwriting = "overwriting" // a file is about to be written in place, and may hold a part of both
	replaced    = "replaced"    // a file is as the change leaves it
	undoing     = "undoing"     // something failed, and what is written is being put back
	recovering  = "recovering"  // "cfgtool recover" has decided where an unfinished change goes
	restored    = "restored"    // a file is as it was before
	committed   = "committed"   // ends a change: all files are written
	rolledBack  = "rolled back" // ends a change that undoes others: all files are written
	failure     = "failed"      // ends a change: all files are as they were
	recovered   = "recovered"   // ends a change: all files are as the direction says
	stuck       = "stuck"       // neither; the change stays unfinished
)

// ends are the events after which no change is unfinished.
var ends = map[string]bool{copying: true, saved: true, pruned: true, committed: true, rolledBack: true, failure: true, recovered: true}

// ErrBroken is the cause when a line of the ledger is not what was written there.
var ErrBroken = errors.New("the ledger is damaged")

func (s *Store) ledger() string { return filepath.Join(s.dir, "ledger.jsonl") }

// chain is what a ledger holds.
type chain struct {
	records []record
	end     int64  // where the next record goes; what a crash left of a last line lies behind it
	last    string // the hash of the last line
	endless bool   // the last line is whole, but lacks its end
	torn    bool   // there is part of a record behind the end
}

// hash is the hash of line n, from 1.
func (c chain) hash(n int) string {
	if n == len(c.records) {
		return c.last
	}
	return c.records[n].Previous
}

// readChain reads a ledger. Of a last line that was torn by a crash nothing is
// taken. At any other line that is no record, or not the next one, or that names
// what is outside of the archive, it stops with an error: the state of the files would be
// a guess.
func readChain(path string, content []byte) (c chain, err error) {
	for n := 1; len(content) > 0; n++ {
		line, rest, ended := bytes.Cut(content, []byte("\n"))
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			if !ended || len(rest) == 0 && bytes.IndexByte(line, 0) >= 0 {
				c.torn = true // a crash leaves a part, or blocks of zeros
				return c, nil
			}
			return c, broken(path, n, "is no record of a change", err)
		}
		if r.Previous != c.last {
			what := fmt.Sprintf("does not follow line %d: one of the two was altered, or a line between them is gone", n-1)
			if n == 1 {
				what = "is not the first one: lines before it are gone"
			}
			return c, broken(path, n, what, nil)
		}
		for _, f := range r.Files {
			for _, stored := range []string{f.Archived, f.Result} {
				if stored != "" && !clean(stored) {
					return c, broken(path, n, "names "+name(stored)+", outside of the archive", nil)
				}
			}
		}
		c.records = append(c.records, r)
		c.last, c.endless = change.Hash(line), !ended
		c.end += int64(len(line))
		if ended {
			c.end++
		}
		content = rest
	}
	return c, nil
}

// broken tells which line of the ledger is damaged.
func broken(path string, line int, what string, cause error) error {
	return &Error{path, fmt.Sprintf("line %d %s", line, what),
		"nothing is written on such a ledger: take it from a backup, or move the archive away to begin a new one (its originals stay readable)", errors.Join(ErrBroken, cause)}
}

// openLedger opens the ledger, or its head, to read it and to add to it.
func (s *Store) openLedger(path string) (*os.File, error) {
	if err := s.disk.ask("open", path); err != nil {
		return nil, err
	}
	return s.openOwn(path, os.O_RDWR|os.O_CREATE, 0o600)
}

// read reads the ledger, which need not exist. With an error there can still be
// the records before the damage.
func (s *Store) read() (chain, error) {
	c, _, err := s.readWhole()
	return c, err
}

// readWhole is read, with the bytes of the ledger.
func (s *Store) readWhole() (chain, []byte, error) {
	h := s.readHead()
	content, err := s.readOwn(s.ledger())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return chain{}, nil, err
	}
	c, err := readChain(s.ledger(), content)
	if err == nil {
		err = s.holds(c, h)
	}
	return c, content, err
}
