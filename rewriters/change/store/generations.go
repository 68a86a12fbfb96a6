package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Generation is a file as the archive has it: the original of a change, or of a save.
type Generation struct {
	Change Change
	File   File
	Size   int64 // in bytes; -1 where it is not in the archive
}

// Generations are all originals that the ledger knows, the oldest first, also those
// that are pruned, but none of changes that failed: there, the files are what they
// were, but for those that recover left as they are.
func (s *Store) Generations() ([]Generation, error) {
	changes, err := s.Changes()
	var out []Generation
	for _, c := range changes {
		for _, f := range c.Files {
			if f.Archived == "" || !c.kept || c.State == Failed && !f.Left {
				continue
			}
			g := Generation{c, f, -1}
			if info, err := os.Lstat(s.ArchivePath(f)); f.PrunedBy == "" && err == nil {
				g.Size = info.Size()
			}
			out = append(out, g)
		}
	}
	return out, err
}

// Find is the generations that a person means: by the ID of a change or an end of it, or by the
// path of a generation, from the archive or from here, or its last element. A file
// narrows it down, by any of its names; "" is any.
func (s *Store) Find(what, file string) ([]Generation, error) {
	all, err := s.Generations()
	if err != nil {
		return nil, err
	}
	switch c, err := s.Change(what); {
	case err == nil:
		what = c.ID
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	below := ""
	if full, err := filepath.Abs(what); err == nil {
		if rel, err := filepath.Rel(s.dir, full); err == nil {
			below = filepath.ToSlash(rel)
		}
	}
	named := func(g Generation) bool {
		return g.Change.ID == what || g.File.Archived == below || g.File.Archived == what || path.Base(g.File.Archived) == what
	}
	found := slices.DeleteFunc(all, func(g Generation) bool { return !named(g) })
	if len(found) == 0 {
		if c, err := s.Change(what); err == nil {
			return nil, &Error{s.dir, "change " + c.ID + " has no originals", `"cfgtool log" tells what it did`, fs.ErrNotExist}
		}
		return nil, &Error{s.dir, fmt.Sprintf("the archive has no generation or change %q", what), `"cfgtool archive list" lists them, and "cfgtool status FILE" shows what became of a file`, fs.ErrNotExist}
	}
	// Saves of the same content share one generation.
	slices.Reverse(found)
	if found[0].Change.ID != what {
		found = found[:1]
	}
	slices.Reverse(found)
	if file == "" {
		return found, nil
	}
	id := found[0].Change.ID
	real := Resolved(file)
	found = slices.DeleteFunc(found, func(g Generation) bool { return g.File.Path != file && g.File.Real() != file && g.File.Real() != real })
	if len(found) == 0 {
		return nil, &Error{file, "change " + id + " has no original of it", `"cfgtool archive list" lists what there is`, fs.ErrNotExist}
	}
	return found, nil
}

// clean reports whether a path of the ledger stays below the archive's folders.
func clean(stored string) bool {
	top, rest, ok := strings.Cut(stored, "/")
	return ok && (top == "files" || top == "written") && rest != "" && path.Clean(stored) == stored &&
		!strings.ContainsAny(stored, "\x00") && filepath.IsLocal(filepath.FromSlash(stored))
}
