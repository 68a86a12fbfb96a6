package store

import (
	"context"
	"errors"
	"os"
	"time"

	"cfgtool/rewriters/change"
)

// ErrNeither is the cause when a file of an unfinished change is neither what it
// was before nor what the change writes.
var ErrNeither = errors.New("a file is neither old nor new")

// Recovery is what is to be done about an unfinished change.
type Recovery struct {
	Change    Change
	Direction Direction // Forward finishes it, Back undoes it
	Files     []Remains
	Plan      *change.Plan // what is left to write
}

// Recovery looks at what a crash left, and writes nothing. It is nil where no
// change is unfinished. The hashes decide: a change whose files are all new is
// finished; a rollback that has begun is finished, since it restores originals;
// everything else goes back, as does what was going back.
func (s *Store) Recovery() (*Recovery, error) {
	changes, err := s.Settled()
	if err != nil {
		return nil, err
	}
	if c := pending(changes); c != nil {
		return s.examine(*c)
	}
	return nil, nil
}

// Recover finishes or undoes the change that is unfinished, and tells what it
// did; nil where there is none. It stops before it writes anything when a file is
// neither old nor new (ErrNeither), unless keep says to leave such files as they are,
// or is no longer what the Recovery found that a person has seen; nil is none.
// If it is stopped on its way, it can be run again.
func (s *Store) Recover(ctx context.Context, c Command, keep bool, seen *Recovery) (*Recovery, error) {
	j, err := s.open(ctx, c)
	if err != nil {
		return nil, err
	}
	defer j.close()
	unfinished := pending(fold(j.records))
	if unfinished == nil {
		return nil, nil
	}
	r, err := s.examine(*unfinished)
	if err != nil {
		return r, err
	}
	if err := r.Refused(s); err != nil && !keep {
		return r, err
	}
	if seen != nil && seen.Change.ID == r.Change.ID {
		r.Plan.AsSeen(seen.Plan)
	}
	x := &transaction{disk: s.disk, ctx: ctx, journal: j, id: r.Change.ID, inPlace: s.InPlace || r.Change.inPlace}
	if err := x.carryOn(r, c, s.LockTimeout); err != nil {
		if !errors.Is(err, ErrInterrupted) {
			err = s.unwritable(err)
		}
		return r, &stopped{err.Error() + "\nchange " + r.Change.ID + ` is still unfinished; run "cfgtool recover" again`, err}
	}
	changes := fold(j.records)
	r.Change = changes[index(changes, r.Change.ID)]
	return r, nil
}

// carryOn does what a Recovery says.
func (x *transaction) carryOn(r *Recovery, c Command, timeout time.Duration) error {
	if err := x.journal.add(record{Event: recovering, ID: x.id, Time: time.Now().UTC(), Direction: r.Direction, Command: &c}); err != nil {
		return err
	}
	inPlace := make(map[string]bool)
	for _, f := range r.Files {
		for _, path := range f.Leftovers {
			if err := x.discard(path); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		if f.InPlace {
			inPlace[f.Real()] = true
			x.inPlace = true
		}
	}
	folders, links := r.Change.Folders, x.relink
	if r.Direction == Back {
		folders, links = reversed(folders), x.unlink
	}
	if err := x.remakeFolders(folders); err != nil {
		return err
	}
	files, err := x.openTargets(r.Plan, timeout)
	if err != nil {
		return err
	}
	defer files.close()
	for _, t := range files {
		if err := interrupted(x.ctx); err != nil {
			return err
		}
		t.noted = inPlace[t.real]
		t.inPlace = t.inPlace || t.noted
		if err := t.write(x); err != nil {
			return err
		}
		if r.Direction == Back && t.Metadata != nil {
			if err := x.setModTime(t.real, t.Metadata.ModTime); err != nil {
				return failed(t.path, err)
			}
		}
	}
	if err := links(r.Change.Links); err != nil {
		return err
	}
	if err := x.furnish(folders, true); err != nil {
		return err
	}
	if err := x.secureFiles(r); err != nil {
		return err
	}
	var left []int
	for n, f := range r.Files {
		if f.Stands == Other || len(f.Theirs) > 0 {
			left = append(left, n)
		}
	}
	return x.journal.add(record{Event: recovered, ID: x.id, Time: time.Now().UTC(), Direction: r.Direction, Left: left})
}

// Refused says which files stop a recovery, and where both versions are.
func (r *Recovery) Refused(s *Store) error {
	var stop []error
	for _, f := range r.Files {
		for _, path := range f.Theirs {
			stop = append(stop, &Error{f.Path, "another program changed it while the change was written, and that version is now in " + name(path),
				"compare the two and move the right one there, then run the command again; --keep leaves both as they are", ErrNeither})
		}
		if f.Stands != Other {
			continue
		}
		where := "there was no such file before"
		if path := s.ArchivePath(f.File); path != "" {
			where = "it was " + name(path)
		}
		if path := s.ResultPath(f.File); path != "" {
			where += ", and was to be " + name(path)
		} else {
			where += ", and was to be removed"
		}
		stop = append(stop, &Error{f.Path, "it is neither what it was before the change nor what the change writes: " + where,
			"make it one of the two, then run the command again; --keep leaves it as it is", ErrNeither})
	}
	return errors.Join(stop...)
}

// examine looks at the files of an unfinished change, and plans what is left.
func (s *Store) examine(c Change) (*Recovery, error) {
	r := &Recovery{Change: c, Direction: Back, Plan: new(change.Plan)}
	count := make(map[Standing]int)
	for _, f := range c.Files {
		left, err := s.remains(c, f)
		if err != nil {
			return nil, err
		}
		r.Files = append(r.Files, left)
		count[left.Stands]++
	}
	begun := count[New] + count[Torn]
	switch {
	case c.Direction == Back: // it was being undone
	case begun > 0 && count[Old]+count[Torn]+count[Other] == 0, begun > 0 && c.Kind == Rollback:
		r.Direction = Forward
	}
	for i := len(c.Files) - 1; i >= 0; i-- {
		fc, err := s.remaining(r.Files[i], r.Direction)
		if err != nil {
			return nil, err
		}
		if fc != nil {
			r.Plan.Files = append(r.Plan.Files, fc)
		}
	}
	return r, nil
}

// remaining is what is left to do to a file; nil for nothing.
func (s *Store) remaining(f Remains, to Direction) (*change.FileChange, error) {
	gets := f.Gets
	if gets == nil {
		gets = f.Metadata
	}
	done := Old
	hash, read, meta, from := f.Before, s.Original, f.Metadata, gets
	if to == Forward {
		done, hash, read, meta, from = New, f.After, s.Result, gets, f.Metadata
	}
	if f.Stands == done || f.Stands == Other {
		return nil, nil
	}
	fc := &change.FileChange{Path: f.Real(), Kind: change.Restore, Before: f.now, Metadata: meta.Keeping(f.meta, from)}
	if f.meta != nil {
		found := *f.meta
		found.Links = 0 // one may be a temporary file, which goes
		fc.Found = &found
	}
	if hash == "" {
		fc.Kind, fc.Metadata = change.Remove, nil
		return fc, nil
	}
	if f.now == nil {
		fc.Kind = change.Create
	}
	var err error
	fc.After, err = read(f.File)
	return fc, err
}

// Unfinished is the change that a crash left unfinished; nil where there is none,
// while another command is at work, or where the archive is not for this user.
// It costs next to nothing: if the last record ends a change, none is unfinished.
func (s *Store) Unfinished() (*Change, error) {
	if _, err := os.Stat(s.lockFile()); err != nil || s.idle(0) != nil {
		return nil, nil
	}
	if event, ok := s.lastEvent(); ok && ends[event] {
		return nil, nil
	}
	changes, err := s.Changes()
	if errors.Is(err, os.ErrPermission) {
		return nil, nil
	}
	return pending(changes), err
}

// Refuse is the error of a command that would write behind an unfinished change.
func (s *Store) Refuse(c *Change) error { return unfinished(s.dir, *c) }
