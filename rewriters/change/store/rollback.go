package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"cfgtool/rewriters/change"
)

// Undoing says what a rollback may do beyond undoing what still stands as it was
// written.
type Undoing struct {
	Force   bool // restore files that are no longer what the change wrote
	Cascade bool // undo later changes of the same files, too
}

// Undo is a rollback that is planned. Commit its plan with its changes as
// Command.RollbackOf.
type Undo struct {
	Plan    *change.Plan
	Changes []string // what is undone, the newest first
	Forced  []string // files that another program changed, and that are restored all the same
	Created []string // what was created since in folders that were saved, and stays
}

// ErrLater is the cause when a later change of the same file stands in the way.
var ErrLater = errors.New("a later change of the same file")

// Rollback plans to undo changes, each as a whole, the newest first: files that
// they changed get back bytes, mode, owner and extended attributes, files that they
// created go, files that they removed come back, and so do symbolic links that led
// to them; the same holds for the folders and symbolic links of a rollback. What is already back is left out. It refuses unless each file is what the
// change wrote (Conflicts), and where a later change that stands wrote to the same
// file (ErrLater).
func (s *Store) Rollback(ids []string, how Undoing) (*Undo, error) {
	known, err := s.Settled()
	if err != nil {
		return nil, err
	}
	if c := pending(known); c != nil {
		return nil, unfinished(s.dir, *c)
	}
	var picked []int
	for _, id := range ids {
		i, err := s.find(known, id)
		if err != nil {
			return nil, err
		}
		if known[i].State == Failed {
			return nil, &Error{Path: s.dir, What: fmt.Sprintf("change %s failed and left all files as they were", id), Do: "there is nothing to roll back"}
		}
		picked = append(picked, i)
	}
	if picked, err = cascade(known, picked, how.Cascade); err != nil {
		return nil, err
	}
	u := &Undo{Plan: new(change.Plan)}
	b := &backwards{store: s, how: how, files: make(map[string]*trail),
		tree: tree{force: how.Force, folders: make(map[string]*Folder), links: make(map[string]*Link)}}
	for _, i := range slices.Backward(picked) {
		u.Changes = append(u.Changes, known[i].ID)
		if known[i].Kind == Prune {
			return nil, &Error{s.dir, fmt.Sprintf("change %s pruned the archive; it changed no other file", known[i].ID), "what it removed can only come from a backup or an exported archive", nil}
		}
		if err := b.undo(known[i]); err != nil {
			return nil, err
		}
	}
	if len(b.conflicts) > 0 {
		if i := picked[0]; len(picked) == 1 && known[i].State == RolledBack {
			return nil, &Error{s.dir, fmt.Sprintf("change %s is already rolled back, by %s", known[i].ID, known[i].RolledBackBy), "roll that one back to have it again", ErrChanged}
		}
		return nil, b.conflicts
	}
	u.Forced = b.forced
	var lost []error
	for _, path := range b.order {
		fc, err := b.files[path].change(s, path)
		if err != nil {
			lost = append(lost, err)
		} else if fc != nil {
			u.Plan.Files = append(u.Plan.Files, fc)
		}
	}
	if err := errors.Join(lost...); err != nil {
		return nil, err
	}
	err = b.tree.plan(u.Plan)
	u.Created = b.tree.created
	return u, err
}

// Since are the changes that stand and were made after one: what is to be rolled
// back to return to it.
func (s *Store) Since(id string) ([]string, error) {
	known, err := s.Settled()
	if err != nil {
		return nil, err
	}
	at, err := s.find(known, id)
	if err != nil {
		return nil, err
	}
	var out []string
	since := at + 1
	if known[at].Kind == Save { // restoring it is a way to return to it, too
		since = at
	}
	for i := at + 1; i < len(known); i++ {
		if inForce(known, i, since) {
			out = append(out, known[i].ID)
		}
	}
	return out, nil
}

// inForce reports whether a change stands, seen from an earlier one: it is not
// undone, and does not only undo what came after that one, or restore it.
func inForce(known []Change, i, since int) bool {
	c := known[i]
	if c.State != Committed || c.Kind == Save || c.Kind == Prune {
		return false
	}
	for _, id := range c.RollbackOf {
		if index(known, id) < since {
			return true
		}
	}
	return len(c.RollbackOf) == 0
}

// cascade adds to the picked changes the later ones of the same files, and sorts
// them; unless it may, it names them.
func cascade(known []Change, picked []int, may bool) ([]int, error) {
	var refused []error
	taken := make(map[int]bool)
	for _, i := range picked {
		taken[i] = true
	}
	for n := 0; n < len(picked); n++ { // what is added is looked at, too
		of := picked[n]
		if known[of].State == RolledBack {
			continue
		}
		files := make(map[string]string)
		for _, f := range slices.Backward(known[of].Files) {
			files[f.Real()] = f.Path
		}
		for i := of + 1; i < len(known); i++ {
			if taken[i] || !inForce(known, i, of) {
				continue
			}
			path := shared(files, known[i])
			if path == "" {
				continue
			}
			if may {
				picked, taken[i] = append(picked, i), true
			} else {
				refused = append(refused, &Error{path, fmt.Sprintf("change %s of %s wrote to it after change %s", known[i].ID, name(known[i].Actor), known[of].ID),
					"roll that one back first; --cascade undoes both", ErrLater})
			}
		}
	}
	slices.Sort(picked)
	return slices.Compact(picked), errors.Join(refused...)
}

// shared is one of the files, by their paths behind links, that a change has, too;
// "" is none.
func shared(files map[string]string, c Change) string {
	for _, f := range c.Files {
		if path := files[f.Real()]; path != "" {
			return path
		}
	}
	return ""
}

// asked is the name to restore a file by: the one that was asked for while that
// still leads to it.
func (f File) asked() string {
	if real, err := filepath.EvalSymlinks(f.Path); err == nil && real == f.Real() {
		return f.Path
	}
	return f.Real()
}
