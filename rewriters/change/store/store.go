package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"cfgtool/rewriters/change"
)

// Store is an archive of originals with the ledger of all changes.
type Store struct {
	LockTimeout time.Duration // how long Commit waits for another command; 0 does not wait
	InPlace     bool          // write into files that cannot be replaced: with hard links, mounted, or where only the file itself is writable

	dir   string
	owner int // of all of it
	disk  disk
	held  bool // the lock, by Hold
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
		return "", errors.New("there is no place for the archive, since neither HOME nor XDG_STATE_HOME is set; name one with --archive DIR or CFGTOOL_ARCHIVE=DIR")
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
// nobody else can look into it. Open refuses what is no folder, what is not the user's
// own or others could have forged, and one whose file system is not mounted.
func Open(dir string) (*Store, error) { return openOf(dir, os.Geteuid()) }

// OpenOther opens the archive of the other user behind a command, to look at it; nil
// where there is none.
func OpenOther() (*Store, error) {
	dir := OtherDir()
	if dir == "" {
		return nil, nil
	}
	uid := 0
	if u, err := user.Lookup(os.Getenv("SUDO_USER")); err == nil && os.Geteuid() == 0 {
		if uid, err = strconv.Atoi(u.Uid); err != nil {
			return nil, err
		}
	}
	return openOf(dir, uid)
}

// openOf is Open for an archive of a user.
func openOf(dir string, uid int) (*Store, error) {
	named := dir
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, failed(named, err)
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if link, err := os.Readlink(dir); err == nil {
			return nil, &Error{dir, "the archive is a symbolic link to " + name(link) + ", which does not exist", "mount or make what it leads to, or choose another one with --archive", os.ErrNotExist}
		}
	case err != nil:
		return nil, &Error{dir, "the archive cannot be reached: " + reason(err), "choose another one with --archive", err}
	case !info.IsDir():
		return nil, &Error{Path: dir, What: "the archive is not a folder", Do: "choose another one with --archive"}
	}
	if err := mounted(dir); err != nil {
		return nil, err
	}
	s := &Store{LockTimeout: DefaultLockTimeout, dir: dir, owner: uid}
	if err := s.guard(); err != nil {
		return nil, err
	}
	return s, nil
}

// Dir is the archive's folder.
func (s *Store) Dir() string { return s.dir }

// Commit writes all files of a plan, or none, and records it, in the order that
// the package comment tells. A plan with nothing to do gives a Change without ID,
// and no record. An error tells which file stopped it and what became of the
// others. When ctx is done, the file in hand is finished and all are put back.
func (s *Store) Commit(ctx context.Context, plan *change.Plan, c Command) (Change, error) {
	if plan.Empty() {
		return Change{}, nil
	}
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	c.Time = c.Time.UTC()
	j, err := s.open(ctx, c)
	if err != nil {
		return Change{}, err
	}
	defer j.close()
	known := fold(j.records)
	if c := pending(known); c != nil {
		return Change{}, unfinished(s.dir, *c)
	}
	x := &transaction{disk: s.disk, ctx: ctx, journal: j, id: newID(c.Time, known), inPlace: s.InPlace}
	files, err := x.openTargets(plan, s.LockTimeout)
	if err != nil {
		return Change{}, err
	}
	defer files.close()
	if len(files)+len(plan.Folders)+len(plan.Links) == 0 {
		return Change{}, nil
	}
	ch := s.describe(x.id, files, c)
	ch.Links, ch.Folders = plan.Links, plan.Folders
	return s.commit(x, ch, files)
}

// commit carries out a change that nothing speaks against.
func (s *Store) commit(x *transaction, ch Change, files targets) (Change, error) {
	if err := x.journal.add(record{Event: planned, ID: ch.ID, Time: ch.Time, Kind: ch.Kind, Command: &ch.Command, Files: ch.Files, Links: ch.Links, Folders: ch.Folders, InPlace: x.inPlace}); err != nil {
		return Change{}, s.unwritable(err)
	}
	undone, err := s.archive(x, files)
	if err == nil {
		undone, err = x.writeTree(ch, files)
	}
	end := record{Event: committed, ID: ch.ID, Time: time.Now().UTC()}
	switch {
	case err != nil && undone:
		end.Event, end.Error = failure, err.Error()
	case err != nil:
		end.Event, end.Error = stuck, err.Error()
	case ch.Kind == Rollback:
		end.Event = rolledBack
	}
	if ledger := x.journal.add(end); ledger != nil {
		ledger = s.unwritable(ledger)
		switch {
		case err == nil:
			err = &Error{Path: s.dir, What: fmt.Sprintf("all files are written, but change %s could not be recorded as done", ch.ID), Do: `make room there, then run "cfgtool recover"`}
		case undone:
			err = errors.Join(err, &Error{Path: s.dir, What: fmt.Sprintf("that change %s failed could not be recorded", ch.ID), Do: `make room there, then run "cfgtool recover"`})
		}
		return ch, errors.Join(err, ledger)
	}
	if end.Event == stuck {
		err = &stopped{fmt.Sprintf("%v\nchange %s is unfinished; run \"cfgtool recover\" when the cause is gone", err, ch.ID), err}
	}
	done := fold(x.journal.records)
	return done[index(done, ch.ID)], err
}

// pending is the change that is unfinished, if there is one.
func pending(changes []Change) *Change {
	for i := len(changes) - 1; i >= 0; i-- {
		if changes[i].State == Planned {
			return &changes[i]
		}
	}
	return nil
}

// unfinished refuses to go on behind a change that is neither done nor undone.
func unfinished(dir string, c Change) error {
	return &Error{dir, fmt.Sprintf("change %s of %s is unfinished", c.ID, name(c.Actor)), `run "cfgtool recover" first`, ErrUnfinished}
}

// describe is a plan as it goes into the ledger.
func (s *Store) describe(id string, files targets, c Command) Change {
	ch := Change{ID: id, Kind: Apply, Command: c, State: Planned, Direction: Forward}
	if len(c.RollbackOf) > 0 {
		ch.Kind = Rollback
	}
	for _, t := range files {
		f := File{Path: t.path, Kind: t.Kind, Metadata: t.metadata, Gets: t.Metadata}
		if t.real != t.path {
			f.Target = t.real
			f.Link, _ = os.Readlink(t.path) // only a folder above it may be one
		}
		if t.Kind != change.Create {
			f.Archived = generation("files", t.real, c.Time, ch.ID)
			t.archived = s.ArchivePath(f)
		}
		if t.Kind != change.Remove {
			f.Result = generation("written", t.real, c.Time, ch.ID)
			t.result = s.ResultPath(f)
		}
		ch.Files = append(ch.Files, f)
	}
	ch.hashes(files)
	return ch
}

// hashes names the content of all files of a change, on all processors.
func (ch *Change) hashes(files targets) {
	var group errgroup.Group
	for i, t := range files {
		f := &ch.Files[i]
		if t.Kind != change.Create {
			group.Go(func() error { f.Before = hash(t.Before); return nil })
		}
		if t.Kind != change.Remove {
			group.Go(func() error { f.After = hash(t.After); return nil })
		}
	}
	_ = group.Wait() // hashing cannot fail
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
		if index(known, id) < 0 {
			return id
		}
	}
}

// WriteUnarchived writes all files of a plan, or none, as Commit does, but keeps
// no original and no record, and writes none in place.
func WriteUnarchived(ctx context.Context, plan *change.Plan, timeout time.Duration) error {
	if err := supported(); err != nil {
		return err
	}
	x := &transaction{ctx: ctx}
	files, err := x.openTargets(plan, timeout)
	if err != nil {
		return err
	}
	defer files.close()
	_, err = files.writeAll(x)
	return err
}
