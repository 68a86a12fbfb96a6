package store

import (
	"errors"
	"fmt"
	"os"
	"slices"

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
	path     string // to write to
	now      []byte // nil where there is none
	nowMeta  *change.Metadata
	then     string // change.Hash
	thenMeta *change.Metadata
	of       *File  // whose original it was then; nil where it is what is there now
	by       string // the ID of the change that found it so; "" for now
	conflict bool   // the way back ends here
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
	if err != nil || st.conflict {
		return err
	}
	if f.Link != "" {
		if err := b.tree.link(f.Path, f.Link, f.Link); err != nil && !b.how.Force {
			return err
		}
	}
	back := st.then == f.Before
	if back && (f.Before == f.After || c.Kind == Save) { // the metadata may be what changed
		back = st.thenMeta == nil || f.Metadata == nil || sameMetadata(st.thenMeta, f.Metadata)
	}
	if back {
		return nil
	}
	if st.then != f.After && c.Kind != Save {
		if err := straight(f.Real()); err != nil { // it is another file that is there now
			return err
		}
		if !b.how.Force {
			st.conflict = true
			b.conflicts = append(b.conflicts, b.store.conflict(c, f, st))
			return nil
		}
		if !slices.Contains(b.forced, f.Path) {
			b.forced = append(b.forced, f.Path)
		}
	}
	st.then, st.thenMeta, st.of, st.by = f.Before, f.Metadata, &f, c.ID
	return nil
}

// trail is a file, read once.
func (b *backwards) trail(f File) (*trail, error) {
	if st := b.files[f.Real()]; st != nil {
		return st, nil
	}
	if info, err := os.Stat(f.Real()); err == nil && !info.Mode().IsRegular() {
		return nil, &Error{f.Real(), "it was a file, and is " + kindOf(info.Mode()) + " now", "move that away, then run the command again", ErrChanged}
	}
	now, meta, err := present(f.Real())
	if err != nil {
		return nil, err
	}
	st := &trail{path: f.asked(), now: now, nowMeta: meta, then: change.Hash(now), thenMeta: meta}
	b.files[f.Real()] = st
	b.order = append(b.order, f.Real())
	return st, nil
}

// content is what the file held then.
func (st *trail) content(s *Store) ([]byte, error) {
	switch {
	case st.of == nil:
		return st.now, nil
	case st.then == "":
		return nil, nil
	}
	return s.Original(*st.of)
}

// change is what takes the file back; nil where there is nothing to do.
func (st *trail) change(s *Store, real string) (*change.FileChange, error) {
	same := change.Hash(st.now) == st.then && sameMetadata(st.nowMeta, st.thenMeta)
	if st.of == nil || same {
		return nil, nil
	}
	then, err := st.content(s)
	switch {
	case err != nil:
		return nil, err
	case then == nil:
		return &change.FileChange{Path: st.path, Kind: change.Remove, Before: st.now, Found: st.nowMeta}, nil
	case st.now == nil:
		return &change.FileChange{Path: real, Kind: change.Create, After: then, Metadata: st.thenMeta}, nil
	}
	return &change.FileChange{Path: st.path, Kind: change.Restore, Before: st.now, After: then, Metadata: st.thenMeta, Found: st.nowMeta}, nil
}

// Conflict is a file that is not what a change wrote. The three contents are nil
// where there is no such file.
type Conflict struct {
	Change                 string // its ID
	File                   File
	Found                  string // the ID of the later change that found it so; "" for now
	Original, Written, Now []byte
	Lost                   bool // the archive no longer has all of them

	is string // hash
}

// Conflicts are the reasons why a rollback would lose what others wrote, one of each
// file; the cause is ErrChanged.
type Conflicts []*Conflict

// Error names each file.
func (c Conflicts) Error() string {
	var out []error
	for _, k := range c {
		e := &Error{Path: k.File.Path, What: fmt.Sprintf("it is no longer what the change wrote (%s, not %s)", short(k.is), short(k.File.After)),
			Do: "--force restores it all the same, and archives what is there now"}
		if k.Found != "" {
			e.What = fmt.Sprintf("another program changed it between change %s and change %s (%s, not %s)", k.Change, k.Found, short(k.is), short(k.File.After))
			e.Do = "--force goes back behind that all the same; what it was stays in the archive, as the original of the later one"
		}
		out = append(out, e)
	}
	return errors.Join(out...).Error()
}

// Unwrap gives ErrChanged.
func (c Conflicts) Unwrap() error { return ErrChanged }

// conflict reads what is to be compared.
func (s *Store) conflict(c Change, f File, st *trail) *Conflict {
	k := &Conflict{Change: c.ID, File: f, Found: st.by, is: st.then}
	var lost [3]error
	k.Now, lost[0] = st.content(s)
	if f.Before != "" {
		k.Original, lost[1] = s.Original(f)
	}
	if f.After != "" {
		k.Written, lost[2] = s.Result(f)
	}
	k.Lost = errors.Join(lost[:]...) != nil
	return k
}

// short is a hash for people.
func short(hash string) string {
	if hash == "" {
		return "no file"
	}
	return hash[:min(len(hash), len("sha256:")+8)]
}
