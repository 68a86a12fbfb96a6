package store

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"cfgtool/rewriters/change"
)

// Store is an archive of originals with the ledger of all changes.
type Store struct {
	LockTimeout time.Duration // how long Commit waits for another command; 0 does not wait

	dir  string
	disk disk
}

// DefaultDir is where the archive is unless a command says otherwise:
// $CFGTOOL_ARCHIVE; for root /var/lib/cfgtool; else $XDG_STATE_HOME/cfgtool or
// ~/.local/state/cfgtool (XDG Base Directory Specification).
func DefaultDir() (string, error) {
	if dir := os.Getenv("CFGTOOL_ARCHIVE"); dir != "" {
		return filepath.Abs(dir)
	}
	if os.Geteuid() == 0 {
		return rootDir, nil
	}
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "cfgtool"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("no home folder is known for the archive; name one with --archive")
	}
	return filepath.Join(home, stateDir, "cfgtool"), nil
}

// OtherDir is where the archive of the other user behind a command may be: for
// root that of SUDO_USER, for others that of root. It is "" where there is none.
func OtherDir() string {
	if os.Geteuid() != 0 {
		return rootDir
	}
	u, err := user.Lookup(os.Getenv("SUDO_USER"))
	if err != nil || u.Uid == "0" {
		return ""
	}
	return filepath.Join(u.HomeDir, stateDir, "cfgtool")
}

const (
	rootDir  = "/var/lib/cfgtool"
	stateDir = ".local/state" // below the home, where XDG_STATE_HOME does not say otherwise
)

// Open names an archive. It need not exist: the first Commit makes it, so that
// nobody else can look into it. Open refuses what is no folder, a folder that
// everybody can write to, and one whose file system is not mounted.
func Open(dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, failed(dir, err)
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, &Error{dir, "the archive cannot be reached: " + reason(err), "choose another one with --archive", err}
	case !info.IsDir():
		return nil, &Error{Path: dir, What: "the archive is not a folder", Do: "choose another one with --archive"}
	case supported() == nil && info.Mode()&0o002 != 0:
		return nil, &Error{Path: dir, What: "everybody can write to the archive, and so forge it", Do: "take that away with chmod o-w, or choose another one with --archive"}
	}
	if err := mounted(dir); err != nil {
		return nil, err
	}
	return &Store{LockTimeout: DefaultLockTimeout, dir: dir}, nil
}

// Dir is the archive's folder.
func (s *Store) Dir() string { return s.dir }

// Commit writes all files of a plan, or none, and records it, in
// the order that the package comment tells. A plan with nothing to do gives a Change without ID, and no record.
// An error tells which file stopped it and what became of the others.
func (s *Store) Commit(plan *change.Plan, c Command) (Change, error) {
	if err := supported(); err != nil {
		return Change{}, err
	}
	if plan.Empty() {
		return Change{}, nil
	}
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	c.Time = c.Time.UTC()
	unlock, err := s.lock(c)
	if err != nil {
		return Change{}, err
	}
	defer unlock()
	known, err := s.Changes()
	if err != nil {
		return Change{}, err
	}
	for _, k := range known {
		if k.State == Planned {
			return Change{}, unfinished(s.dir, k)
		}
	}
	files, err := openTargets(plan, s.LockTimeout)
	if err != nil {
		return Change{}, err
	}
	defer files.close()
	if len(files) == 0 {
		return Change{}, nil
	}
	return s.commit(s.describe(files, c, known), files)
}

// commit carries out a change that nothing speaks against.
func (s *Store) commit(ch Change, files targets) (Change, error) {
	if err := s.add(record{Event: planned, ID: ch.ID, Time: ch.Time, Command: &ch.Command, Files: ch.Files}); err != nil {
		return Change{}, err
	}
	undone, err := s.archive(files)
	if err == nil {
		undone, err = files.writeAll(s.disk)
	}
	end := record{Event: committed, ID: ch.ID, Time: time.Now().UTC()}
	if err != nil {
		end.Event, end.Error = failure, err.Error()
		if !undone {
			end.Event = stuck
		}
	}
	if ledger := s.add(end); ledger != nil {
		if err == nil {
			err = &Error{Path: s.dir, What: fmt.Sprintf("all files are written, but change %s could not be recorded as done", ch.ID), Do: `make room there, then run "cfgtool recover"`}
		}
		return ch, errors.Join(err, ledger)
	}
	ch.Finished, ch.Error = end.Time, end.Error
	switch end.Event {
	case committed:
		ch.State = Committed
	case failure:
		ch.State = Failed
	case stuck:
		ch.Finished = time.Time{}
	}
	return ch, err
}

// unfinished refuses to go on behind a change that is neither done nor undone.
func unfinished(dir string, c Change) error {
	return &Error{dir, fmt.Sprintf("change %s of %s is unfinished", c.ID, name(c.Actor)), `run "cfgtool recover" first`, ErrUnfinished}
}

// describe is a plan as it goes into the ledger, under an ID of its own.
func (s *Store) describe(files targets, c Command, known []Change) Change {
	ch := Change{ID: newID(c.Time, known), Command: c, State: Planned}
	for _, t := range files {
		f := File{Path: t.path, Kind: t.Kind, Metadata: t.metadata}
		if t.real != t.path {
			f.Target = t.real
		}
		if t.Kind != change.Create {
			f.Before = hash(t.Before)
			f.Archived = generation(t.real, c.Time, ch.ID)
			t.archived = s.ArchivePath(f)
		}
		if t.Kind != change.Remove {
			f.After = hash(t.After)
		}
		ch.Files = append(ch.Files, f)
	}
	return ch
}

// hash is change.Hash for a file that exists, however empty.
func hash(content []byte) string {
	if content == nil {
		content = []byte{}
	}
	return change.Hash(content)
}

// newID is the ID of a change at a time: it sorts by time.
func newID(now time.Time, known []Change) string {
	for {
		id := now.UTC().Format("20060102T150405Z-") + random()
		taken := false
		for _, c := range known {
			taken = taken || c.ID == id
		}
		if !taken {
			return id
		}
	}
}

// WriteUnarchived writes all files of a plan, or none, as Commit does, but keeps
// no original and no record.
func WriteUnarchived(plan *change.Plan) error {
	if err := supported(); err != nil {
		return err
	}
	files, err := openTargets(plan, DefaultLockTimeout)
	if err != nil {
		return err
	}
	defer files.close()
	_, err = files.writeAll(disk{})
	return err
}
