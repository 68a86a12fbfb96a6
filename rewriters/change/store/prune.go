package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Pruned is an original that left the archive, with what was written in its place.
type Pruned struct {
	Change string `json:"change"` // its ID
	File   string `json:"file"`   // behind symbolic links
}

// Retention says which generations of each file are to stay; exactly one member
// is set. The newest one always stays.
type Retention struct {
	Keep   int       // so many, the newest
	Before time.Time // those that are not older
}

// Pruning is what a prune removes.
type Pruning struct {
	Change      string       // its ID; "" where nothing was recorded
	Generations []Generation // that leave the archive
	Strays      []string     // copies of saves that were killed, older than an hour
	Paths       []string     // of files in the archive, with the strays
	Bytes       int64        // that they take

	pruned []Pruned
}

// Prunable tells what Prune would remove, and removes nothing.
func (s *Store) Prunable(r Retention) (*Pruning, error) {
	if _, err := s.Settled(); err != nil {
		return nil, err
	}
	c, err := s.read()
	if err != nil {
		return nil, err
	}
	return s.prunable(c.records, r)
}

// Prune removes generations from the archive: never the newest of a file, and
// nothing while a change is unfinished. Copies of a save that was killed go too, when
// they are older than an hour. It is recorded before anything is removed, so that a
// rollback can tell why it cannot.
func (s *Store) Prune(ctx context.Context, r Retention, c Command) (*Pruning, error) {
	j, err := s.open(ctx, c)
	if err != nil {
		return nil, err
	}
	defer j.close()
	known := fold(j.records)
	p, err := s.prunable(j.records, r)
	if err != nil || len(p.Paths) == 0 && len(p.pruned) == 0 {
		return p, err
	}
	if err := interrupted(ctx); err != nil {
		return p, err
	}
	if len(p.pruned) > 0 {
		now := time.Now().UTC()
		p.Change = newID(now, known)
		if err := j.add(record{Event: pruned, ID: p.Change, Time: now, Kind: Prune, Command: &c, Pruned: p.pruned}); err != nil {
			p.Change = ""
			return p, s.unwritable(err)
		}
	}
	for _, path := range p.Paths {
		if err := s.disk.remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return p, &Error{path, "it is pruned, but could not be removed: " + reason(err), "mend that, then prune again", err}
		}
		s.tidy(filepath.Dir(path))
	}
	return p, nil
}

// tidy removes folders of the archive that are empty.
func (s *Store) tidy(folder string) {
	for filepath.Dir(folder) != s.dir && within(folder, s.dir) && s.disk.remove(folder) == nil {
		folder = filepath.Dir(folder)
	}
}

// prunable finds what a retention lets go, and what is left of earlier prunes.
func (s *Store) prunable(records []record, r Retention) (*Pruning, error) {
	known := fold(records)
	if c := pending(known); c != nil {
		return nil, unfinished(s.dir, *c)
	}
	byFile := make(map[string][]Generation)
	var order []string
	used := make(map[string]bool) // by what stays
	var gone []string
	var undone []Generation // nothing needs them
	for _, c := range known {
		for _, f := range c.Files {
			switch {
			case f.PrunedBy != "" || !c.kept:
				gone = append(gone, s.ArchivePath(f), s.ResultPath(f))
			case c.State == Failed && !f.Left:
				if r.Keep > 0 || c.Time.Before(r.Before) {
					undone = append(undone, Generation{Change: c, File: f, Size: -1})
				} else {
					used[s.ArchivePath(f)], used[s.ResultPath(f)] = true, true
				}
			case f.Archived != "" || f.Result != "":
				if byFile[f.Real()] == nil {
					order = append(order, f.Real())
				}
				byFile[f.Real()] = append(byFile[f.Real()], Generation{Change: c, File: f, Size: -1})
			}
		}
	}
	var leaving []Generation
	for _, file := range order {
		generations := byFile[file]
		for i, g := range generations {
			newer := len(generations) - 1 - i
			if newer > 0 && (r.Keep > 0 && newer >= r.Keep || r.Keep == 0 && g.Change.Time.Before(r.Before)) {
				leaving = append(leaving, g)
			} else {
				used[s.ArchivePath(g.File)], used[s.ResultPath(g.File)] = true, true
			}
		}
	}
	p := new(Pruning)
	for _, g := range append(leaving, undone...) {
		if path := s.ArchivePath(g.File); path != "" && used[path] {
			continue // a later save shares it, so nothing would be won
		}
		p.Generations = append(p.Generations, g)
		p.pruned = append(p.pruned, Pruned{g.Change.ID, g.File.Real()})
		gone = append(gone, s.ArchivePath(g.File), s.ResultPath(g.File))
	}
	taken := make(map[string]bool)
	for _, path := range gone {
		if path == "" || used[path] || taken[path] {
			continue
		}
		taken[path] = true
		if info, err := os.Lstat(path); err == nil {
			p.Paths = append(p.Paths, path)
			p.Bytes += info.Size()
		}
	}
	strays, bytes, err := s.abandoned(records, known)
	p.Strays, p.Paths, p.Bytes = strays, append(p.Paths, strays...), p.Bytes+bytes
	return p, err
}
