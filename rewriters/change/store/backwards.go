package store

import (
	"errors"
	"fmt"

	"cfgtool/rewriters/change"
)

// backwards goes from what the files are now to what they were, one change after
// the other.
type backwards struct {
	store     *Store
	how       Undoing
	files     map[string]*trail // by their paths behind links
	tree      tree
	order     []string
	forced    []string
	conflicts Conflicts
}

// trail is a file now, and as it was at a time.
type trail struct {
	path      string // to write to
	now, then []byte // nil where there is none
	nowMeta   *change.Metadata
	thenMeta  *change.Metadata
	changed   bool
}

// undo goes back by one change, its last file first.
func (b *backwards) undo(c Change) error {
	for i := len(c.Files) - 1; i >= 0; i-- {
		if err := b.file(c, c.Files[i]); err != nil {
			return err
		}
	}
	return b.tree.undo(c)
}

func (b *backwards) file(c Change, f File) error {
	st, err := b.trail(f)
	if err != nil {
		return err
	}
	if f.Link != "" {
		if err := b.tree.link(f.Path, f.Link, f.Link); err != nil && !b.how.Force {
			return err
		}
	}
	is := change.Hash(st.then)
	back := is == f.Before
	if back && (f.Before == f.After || c.Kind == Save) { // the metadata may be what changed
		back = st.thenMeta == nil || f.Metadata == nil || sameMetadata(st.thenMeta, f.Metadata)
	}
	if back {
		return nil
	}
	if is != f.After && c.Kind != Save {
		if !b.how.Force {
			b.conflicts = append(b.conflicts, b.store.conflict(c, f, st.then))
			return nil
		}
		b.forced = append(b.forced, f.Path)
	}
	st.changed = true
	st.then, st.thenMeta = nil, nil
	if f.Before != "" {
		st.then, err = b.store.Original(f)
		st.thenMeta = f.Metadata
	}
	return err
}

// trail is a file, read once.
func (b *backwards) trail(f File) (*trail, error) {
	if st := b.files[f.Real()]; st != nil {
		return st, nil
	}
	now, meta, err := present(f.Real())
	if err != nil {
		return nil, err
	}
	st := &trail{path: f.asked(), now: now, then: now, nowMeta: meta, thenMeta: meta}
	b.files[f.Real()] = st
	b.order = append(b.order, f.Real())
	return st, nil
}

// change is what takes the file back; nil where there is nothing to do.
func (st *trail) change(real string) *change.FileChange {
	same := change.Hash(st.now) == change.Hash(st.then) && sameMetadata(st.nowMeta, st.thenMeta)
	switch {
	case !st.changed || same:
		return nil
	case st.then == nil:
		return &change.FileChange{Path: st.path, Kind: change.Remove, Before: st.now}
	case st.now == nil:
		return &change.FileChange{Path: real, Kind: change.Create, After: st.then, Metadata: st.thenMeta}
	}
	return &change.FileChange{Path: st.path, Kind: change.Restore, Before: st.now, After: st.then, Metadata: st.thenMeta}
}

// Conflict is a file that is no longer what a change wrote. The three contents
// are nil where there is no such file.
type Conflict struct {
	Change                 string // its ID
	File                   File
	Original, Written, Now []byte
}

// Conflicts are the reasons why a rollback would lose what others wrote; the
// cause is ErrChanged.
type Conflicts []*Conflict

// Error names each file.
func (c Conflicts) Error() string {
	var out []error
	for _, k := range c {
		out = append(out, &Error{Path: k.File.Path, What: fmt.Sprintf("it is no longer what the change wrote (%s, not %s)", short(change.Hash(k.Now)), short(k.File.After)),
			Do: "--force restores it all the same, and archives what is there now"})
	}
	return errors.Join(out...).Error()
}

// Unwrap gives ErrChanged.
func (c Conflicts) Unwrap() error { return ErrChanged }

func (s *Store) conflict(c Change, f File, now []byte) *Conflict {
	k := &Conflict{Change: c.ID, File: f, Now: now}
	if f.Before != "" {
		k.Original, _ = s.Original(f) // without it, there is one thing less to compare with
	}
	if f.After != "" {
		k.Written, _ = s.Result(f)
	}
	return k
}

// short is a hash for people.
func short(hash string) string {
	if hash == "" {
		return "no file"
	}
	return hash[:min(len(hash), len("sha256:")+8)]
}
