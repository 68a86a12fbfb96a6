package store

import (
	"errors"
	"fmt"

	"cfgtool/rewriters/change"
)

// Rollback plans to undo a change: files that it changed get back bytes, mode,
// owner and extended attributes, files that it created go, files that it removed
// come back. What is already back is left out. It refuses unless each file is
// what the change wrote. Commit the plan with RollbackOf set to the change.
func (s *Store) Rollback(id string) (*change.Plan, error) {
	c, err := s.Change(id)
	if err != nil {
		return nil, err
	}
	switch c.State {
	case Planned:
		return nil, unfinished(s.dir, c)
	case Failed:
		return nil, &Error{Path: s.dir, What: fmt.Sprintf("change %s failed and left all files as they were", id), Do: "there is nothing to roll back"}
	}
	plan := new(change.Plan)
	for _, f := range c.Files {
		fc, err := s.inverse(f)
		if err != nil {
			if c.State == RolledBack && errors.Is(err, ErrChanged) {
				return nil, &Error{s.dir, fmt.Sprintf("change %s is already rolled back, by %s", id, c.RolledBackBy), "roll that one back to have it again", err}
			}
			return nil, err
		}
		if fc != nil {
			plan.Files = append(plan.Files, fc)
		}
	}
	return plan, nil
}

// inverse undoes what a change did to a file; nil where that is undone already.
func (s *Store) inverse(f File) (*change.FileChange, error) {
	path := f.Real()
	now, meta, err := present(path)
	if err != nil {
		return nil, err
	}
	is := ""
	if meta != nil {
		is = hash(now)
	}
	back := is == f.Before
	if back && f.Before == f.After { // only the metadata changed
		back = meta == nil || f.Metadata == nil || sameMetadata(meta, f.Metadata)
	}
	if back {
		return nil, nil
	}
	if is != f.After {
		return nil, &Error{path, fmt.Sprintf("it is no longer what the change wrote (%s, not %s)", short(is), short(f.After)),
			"undo the later changes first, or compare it with the original " + name(s.ArchivePath(f)), ErrChanged}
	}
	if f.Before == "" {
		return &change.FileChange{Path: path, Kind: change.Remove, Before: now}, nil
	}
	original, err := s.Original(f)
	if err != nil {
		return nil, err
	}
	if f.After == "" {
		return &change.FileChange{Path: path, Kind: change.Create, After: original, Metadata: f.Metadata}, nil
	}
	return &change.FileChange{Path: path, Kind: change.Restore, Before: now, After: original, Metadata: f.Metadata}, nil
}

// short is a hash for people.
func short(hash string) string {
	if hash == "" {
		return "no file"
	}
	return hash[:min(len(hash), len("sha256:")+8)]
}
