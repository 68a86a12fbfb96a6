package store

import (
	"errors"
	"io/fs"
	"os"
	"slices"

	"cfgtool/rewriters/change"
)

// Drift is how a file differs from what the ledger knows of it.
type Drift string

const (
	Modified Drift = "modified" // its content is another one
	Gone     Drift = "removed"  // it is not there
	Appeared Drift = "appeared" // it is there, and was removed
	Adjusted Drift = "metadata" // mode, owner or extended attributes are others
	Relinked Drift = "link"     // a symbolic link says something else
	Retyped  Drift = "type"     // it is no longer a file, a link or a folder, as it was
	Unread   Drift = "unread"   // it cannot be read
)

// Drifted is a file, symbolic link or folder that is not what cfgtool last wrote
// or saved.
type Drifted struct {
	Path      string
	Drift     Drift
	Change    string           // the ID of the change that wrote or saved it
	File      File             // as that change has it; zero for links and folders
	Want, Is  string           // hashes, or what a symbolic link says; "" where there is none
	Had, Has  *change.Metadata // nil where it is not known
	Was, Now  string           // with Retyped: what it was and is, for people
	Err       error            // why it cannot be read
	was, read func() ([]byte, error)
}

// Contents are the bytes that cfgtool wrote or saved, and those that are there
// now; nil where there is none.
func (d Drifted) Contents() (was, is []byte, err error) {
	if d.Want != "" {
		if was, err = d.was(); err != nil {
			return nil, nil, err
		}
	}
	if d.Is != "" {
		is, err = d.read()
	}
	return was, is, err
}

// expected is what the ledger knows last of a path.
type expected struct {
	change string
	file   *File
	link   *Link
	folder *Folder
	hash   string
	meta   *change.Metadata
	absent bool // it was not there when its folder was saved later
}

// Standings is what Status found.
type Standings struct {
	Looked  int       // files, links and folders that were looked at
	Drifted []Drifted // sorted by path
	Unknown []string  // paths of which the ledger knows nothing
}

// Status compares files with what the ledger knows last of them: those at or below
// any of the paths; all without paths.
func (s *Store) Status(paths []string) (*Standings, error) {
	changes, err := s.Changes()
	if err != nil {
		return nil, err
	}
	known := lastKnown(changes)
	out := new(Standings)
	taken := make(map[string]bool)
	for _, path := range paths {
		full, err := change.Abs(path)
		if err != nil {
			return nil, failed(path, err)
		}
		found := false
		for name := range known {
			if within(name, full) || within(name, Resolved(full)) {
				taken[name], found = true, true
			}
		}
		if !found {
			out.Unknown = append(out.Unknown, path)
		}
	}
	for _, path := range sorted(known) {
		if len(paths) > 0 && !taken[path] {
			continue
		}
		out.Looked++
		if d, drifted := s.drift(path, known[path]); drifted {
			out.Drifted = append(out.Drifted, d)
		}
	}
	return out, nil
}

// lastKnown is what the ledger knows last of each path.
func lastKnown(changes []Change) map[string]expected {
	known := make(map[string]expected)
	for _, c := range changes {
		if c.State == Planned || c.State == Failed {
			continue
		}
		for _, f := range c.Folders {
			if known[f.Path] = (expected{change: c.ID, folder: &f, meta: f.Metadata}); f.Metadata == nil {
				delete(known, f.Path)
			}
		}
		for _, f := range c.Files {
			if f.Link != "" {
				known[f.Path] = expected{change: c.ID, link: &Link{Path: f.Path, Text: f.Link}}
			}
			known[f.Real()] = latest(c, f)
		}
		for _, l := range c.Links {
			if known[l.Path] = (expected{change: c.ID, link: &l}); l.Text == "" {
				delete(known, l.Path)
			}
		}
		if c.Kind == Save {
			absent(known, c)
		}
	}
	return known
}

// absent notes what a save of its folder did not find.
func absent(known map[string]expected, c Change) {
	for path, e := range known {
		if e.change != c.ID && slices.ContainsFunc(c.Folders, func(f Folder) bool { return within(path, f.Path) }) {
			e.absent = true
			known[path] = e
		}
	}
}

// latest is what a change left of a file.
func latest(c Change, f File) expected {
	e := expected{change: c.ID, file: &f, hash: f.After, meta: f.Gets}
	switch {
	case c.Kind == Save:
		e.hash, e.meta = f.Before, f.Metadata
	case f.After == "":
		e.meta = nil
	case e.meta == nil && f.Before != "":
		e.meta = f.Metadata
	case e.meta == nil:
		e.meta = f.now
	}
	return e
}

// drift looks at one path.
func (s *Store) drift(path string, e expected) (Drifted, bool) {
	d := Drifted{Path: path, Change: e.change, Want: e.hash, Had: e.meta}
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		d.Drift = Gone
		if e.file != nil {
			d.File, d.was = *e.file, s.writtenBy(*e.file)
		}
		if e.link != nil {
			d.Want = e.link.Text
		}
		return d, !e.absent && (e.file == nil || e.hash != "")
	}
	if err != nil {
		d.Drift, d.Err = Unread, failed(path, err)
		return d, true
	}
	switch {
	case e.link != nil:
		d.Want = e.link.Text
		if d.Is, err = os.Readlink(path); err != nil {
			d.Drift, d.Was, d.Now = Retyped, kindOf(fs.ModeSymlink), kindOf(info.Mode())
			return d, true
		}
		d.Drift = Relinked
		return d, d.Is != d.Want
	case e.folder != nil && !info.IsDir():
		d.Drift, d.Was, d.Now = Retyped, kindOf(fs.ModeDir), kindOf(info.Mode())
		return d, true
	case e.file != nil && !info.Mode().IsRegular():
		d.Drift, d.Was, d.Now = Retyped, kindOf(0), kindOf(info.Mode())
		return d, true
	}
	return s.compare(d, e)
}

// compare opens a file or folder that is one still.
func (s *Store) compare(d Drifted, e expected) (Drifted, bool) {
	unread := func(err error) (Drifted, bool) {
		d.Drift, d.Err = Unread, failed(d.Path, err)
		return d, true
	}
	f, err := os.OpenFile(d.Path, os.O_RDONLY|openFlag, 0)
	if err != nil {
		return unread(err)
	}
	defer f.Close()
	if d.Has, err = metadata(d.Path, f); err != nil {
		return unread(err)
	}
	if e.file != nil && d.Had != nil && e.file.now == d.Had { // which tells no extended attributes and flags
		had := *d.Had
		had.Xattrs, had.Flags = d.Has.Xattrs, d.Has.Flags
		d.Had = &had
	}
	if e.file != nil {
		d.File, d.was = *e.file, s.writtenBy(*e.file)
		d.read = func() ([]byte, error) { return ReadFile(d.Path, 0) }
		if d.Is, err = hashOf(f); err != nil {
			return unread(err)
		}
		switch {
		case e.hash == "":
			d.Drift = Appeared
			return d, true
		case d.Is != e.hash:
			d.Drift = Modified
			return d, true
		}
	}
	d.Drift = Adjusted
	return d, d.Had != nil && !sameMetadata(d.Had, d.Has)
}

// writtenBy reads what a change left of a file from the archive.
func (s *Store) writtenBy(f File) func() ([]byte, error) {
	return func() ([]byte, error) {
		if f.Kind == Archived {
			return s.Original(f)
		}
		return s.Result(f)
	}
}
