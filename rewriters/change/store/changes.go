package store

import (
	"fmt"
	"io/fs"
	"time"

	"cfgtool/rewriters/change"
)

// State is what has become of a change.
type State string

const (
	Planned    State = "planned"     // unfinished: its files may be old or new
	Committed  State = "committed"   // its files are written
	Failed     State = "failed"      // it could not be done; its files are as they were
	RolledBack State = "rolled back" // it was done and undone
)

// Command is what is recorded of the command that makes a change. Secrets in it
// are masked by the caller.
type Command struct {
	Args       []string  `json:"args"`
	Reason     string    `json:"reason,omitempty"` // such as a ticket
	Actor      string    `json:"actor"`
	Host       string    `json:"host"`
	Version    string    `json:"version,omitempty"`    // of cfgtool
	RollbackOf string    `json:"rollbackOf,omitempty"` // the change that this one undoes
	Time       time.Time `json:"-"`                    // zero is now; it stands beside the command in the ledger
}

// Change is an entry of the ledger: one command, with all files that it wrote.
type Change struct {
	ID string // its time and a random number: 20080101T120000Z-1a2b3c
	Command
	State        State
	Finished     time.Time // zero where it is unfinished
	Error        string    // why it failed or is unfinished
	RolledBackBy string    // the change that undid it
	Files        []File
}

// File is what a change did to a file.
type File struct {
	Path     string           `json:"path"`             // absolute, as it was asked for
	Target   string           `json:"target,omitempty"` // the file behind it, where it is a symbolic link
	Kind     change.Kind      `json:"kind"`
	Before   string           `json:"before,omitempty"`   // change.Hash; "" where there was no file
	After    string           `json:"after,omitempty"`    // "" where there is none any more
	Archived string           `json:"archived,omitempty"` // the original, below the archive, with slashes
	Metadata *change.Metadata `json:"metadata,omitempty"` // the original's
}

// Written is the path of the file that the change wrote.
func (f File) Written() string {
	if f.Target != "" {
		return f.Target
	}
	return f.Path
}

// Changes are all changes that the ledger knows, the newest last. An archive
// that does not exist yet has none.
func (s *Store) Changes() ([]Change, error) {
	records, err := s.records()
	if err != nil {
		return nil, err
	}
	return fold(records), nil
}

// Change is the change with an ID.
func (s *Store) Change(id string) (Change, error) {
	changes, err := s.Changes()
	if err != nil {
		return Change{}, err
	}
	for _, c := range changes {
		if c.ID == id {
			return c, nil
		}
	}
	return Change{}, &Error{s.dir, fmt.Sprintf("the archive has no change %q", id), `"cfgtool log" lists them`, fs.ErrNotExist}
}

// fold brings the records together to changes in their present state.
func fold(records []record) []Change {
	var out []Change
	index := make(map[string]int)
	for _, r := range records {
		i, known := index[r.ID]
		switch {
		case r.Event == planned && !known && r.Command != nil:
			c := Change{ID: r.ID, Command: *r.Command, State: Planned, Files: r.Files}
			c.Time = r.Time
			index[r.ID] = len(out)
			out = append(out, c)
		case !known:
		case r.Event == committed:
			out[i].State, out[i].Finished, out[i].Error = Committed, r.Time, ""
			undo(out, index, i)
		case r.Event == failure:
			out[i].State, out[i].Finished, out[i].Error = Failed, r.Time, r.Error
		case r.Event == stuck:
			out[i].Error = r.Error
		}
	}
	return out
}

// undo notes what a committed change undid. If that was itself a rollback, what
// it had undone is done again, and so on.
func undo(changes []Change, index map[string]int, by int) {
	id := changes[by].ID
	for rolled := true; ; rolled = !rolled {
		i, ok := index[changes[by].RollbackOf]
		if !ok || i >= by { // only an earlier change can be undone
			return
		}
		if rolled {
			changes[i].State, changes[i].RolledBackBy = RolledBack, id
		} else {
			changes[i].State, changes[i].RolledBackBy = Committed, ""
		}
		by = i
	}
}
