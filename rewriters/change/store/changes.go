package store

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"cfgtool/rewriters/change"
)

// Kind is what a change is for.
type Kind string

const (
	Apply    Kind = "apply"    // it writes what a command planned
	Rollback Kind = "rollback" // it undoes other changes
	Save     Kind = "save"     // it archives files and writes none
	Prune    Kind = "prune"    // it removes originals from the archive
)

// State is what has become of a change.
type State string

const (
	Planned     State = "planned"      // unfinished: its files may be old or new
	Committed   State = "committed"    // its files are written
	Failed      State = "failed"       // it could not be done; its files are as they were
	RollingBack State = "rolling back" // it was done, and a rollback of it is unfinished
	RolledBack  State = "rolled back"  // it was done and undone
)

// Direction is where the files of a change go, or went last.
type Direction string

const (
	Forward Direction = "forward" // to what the change writes
	Back    Direction = "back"    // to what they were before the change
)

// Command is what is recorded of the command that makes a change. Secrets in it
// are masked by the caller.
type Command struct {
	Args       []string  `json:"args"`
	Reason     string    `json:"reason,omitempty"` // such as a ticket
	Actor      string    `json:"actor"`
	Host       string    `json:"host"`
	Version    string    `json:"version,omitempty"`    // of cfgtool
	Accepted   []string  `json:"accepted,omitempty"`   // the refusals that were overridden, each NAME[:PLACE][=TEXT]
	RollbackOf []string  `json:"rollbackOf,omitempty"` // the changes that this one undoes, in that order
	Time       time.Time `json:"-"`                    // zero is now; it stands beside the command in the ledger
}

// Change is one command, with all files that it wrote: the fold of its records.
type Change struct {
	ID   string // its time and a random number: 20080101T120000Z-1a2b3c
	Kind Kind
	Command
	State        State
	Direction    Direction
	Finished     time.Time // zero where it is unfinished
	Recovered    bool      // it was finished by Recover
	Error        string    // why it failed or is unfinished
	RolledBackBy string    // the change that undid it, or is undoing it
	Files        []File
	Links        []Link   // that a rollback makes, sets or removes, or that a save found
	Folders      []Folder // the same

	kept    bool // the archive holds all originals and results
	inPlace bool // files that cannot be replaced may be written in place
}

// File is what a change does to a file. A saved one has Before and Archived, and
// neither After nor Result.
type File struct {
	Path     string           `json:"path"`             // absolute, as it was asked for
	Target   string           `json:"target,omitempty"` // the file behind it, where it is a symbolic link
	Link     string           `json:"link,omitempty"`   // what that symbolic link says
	Kind     change.Kind      `json:"kind"`
	Before   string           `json:"before,omitempty"`   // change.Hash; "" where there was no file
	After    string           `json:"after,omitempty"`    // "" where there is none any more
	Archived string           `json:"archived,omitempty"` // the original, below the archive, with slashes
	Result   string           `json:"result,omitempty"`   // what is written, below the archive, with slashes
	Metadata *change.Metadata `json:"metadata,omitempty"` // the original's
	Gets     *change.Metadata `json:"gets,omitempty"`     // what the file gets; without it, it keeps what it has

	InPlace  bool             `json:"-"` // it was written in place, as the records tell
	Left     bool             `json:"-"` // recover left it as it was, neither old nor new
	PrunedBy string           `json:"-"` // the change that removed it from the archive; "" if it is there
	now      *change.Metadata // what the file had when it was written, without extended attributes
}

// Real is the path of the file itself, behind symbolic links.
func (f File) Real() string {
	if f.Target != "" {
		return f.Target
	}
	return f.Path
}

// Changes are all changes that the ledger knows, the newest last. An archive
// that does not exist yet has none. If the ledger is damaged, the error tells
// where (ErrBroken), and the changes are those before that place.
func (s *Store) Changes() ([]Change, error) {
	c, err := s.read()
	return fold(c.records), err
}

// Settled is Changes when no other command is at work on one: it waits LockTimeout for
// that. A change that is still unfinished then is one that a crash left.
func (s *Store) Settled() ([]Change, error) {
	changes, err := s.Changes()
	if err != nil || pending(changes) == nil {
		return changes, err
	}
	if err := s.idle(s.LockTimeout); err != nil {
		return nil, err
	}
	return s.Changes()
}

// Change is the change with an ID, or with one that ends so, as no other does.
func (s *Store) Change(id string) (Change, error) {
	changes, err := s.Changes()
	if err != nil {
		return Change{}, err
	}
	i, err := s.find(changes, id)
	if err != nil {
		return Change{}, err
	}
	return changes[i], nil
}

// find is where the change stands that is named by its ID, or by an end of it that no
// other has.
func (s *Store) find(known []Change, id string) (int, error) {
	if i := index(known, id); i >= 0 {
		return i, nil
	}
	var ends []int
	for i, c := range known {
		if id != "" && strings.HasSuffix(c.ID, id) {
			ends = append(ends, i)
		}
	}
	switch len(ends) {
	case 0:
		return 0, s.unknown(id, known)
	case 1:
		return ends[0], nil
	}
	said := ""
	for _, i := range slices.Backward(ends) {
		said += fmt.Sprintf("\n  %s of %s by %s", known[i].ID, known[i].Time.Local().Format(time.DateTime), name(known[i].Actor))
	}
	return 0, &Error{Path: s.dir, What: fmt.Sprintf("the IDs of %d changes end in %q", len(ends), id), Do: "name more of the one that is meant:" + said}
}

// unknown refuses an ID, and names the one that part of it may mean.
func (s *Store) unknown(id string, known []Change) error {
	do := `"cfgtool log" lists them; an end of the ID will do, as in ` + example(known)
	var near []string
	for _, c := range known {
		if len(id) >= 4 && strings.Contains(c.ID, strings.TrimSpace(id)) {
			near = append(near, c.ID)
		}
	}
	if len(near) == 1 {
		do = "did you mean " + near[0] + "?"
	}
	return &Error{s.dir, fmt.Sprintf("the archive has no change %q", id), do, fs.ErrNotExist}
}

// example is an end of an ID as a person would type it.
func example(known []Change) string {
	if len(known) == 0 {
		return "3f2a9c"
	}
	id := known[len(known)-1].ID
	return id[strings.LastIndexByte(id, '-')+1:]
}

// index is where a change stands, or -1.
func index(changes []Change, id string) int {
	for i, c := range changes {
		if c.ID == id {
			return i
		}
	}
	return -1
}
