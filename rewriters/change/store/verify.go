package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cfgtool/rewriters/change"
)

// Flaw is a kind of damage of an archive.
type Flaw string

const (
	Broken  Flaw = "ledger"  // the ledger is not what was written there
	Damaged Flaw = "damaged" // a generation has another hash than the ledger says
	Missing Flaw = "missing" // a generation is not there
	Stray   Flaw = "stray"   // a file that the ledger does not know
	Exposed Flaw = "exposed" // a generation is more readable than its original was
)

// Damage is one thing that is wrong with an archive.
type Damage struct {
	Path   string // of the file in the archive
	Flaw   Flaw
	What   string // what is wrong, and what to do
	Change string // the ID of the change that made it; "" where none is known
	File   string // the file that it is a generation of; "" where none is known
}

// Verification is what Verify looked at, and found.
type Verification struct {
	Changes int  // in the ledger
	Files   int  // in the archive, that were read
	Pruned  int  // generations that left the archive
	Busy    bool // another command is at work, so what is left over cannot be told
	Damages []Damage
}

// Verify reads the ledger and every file of the archive again, and compares their
// hashes. Its error is that it could not look. While another command is at work, what
// it has written and not yet recorded is no damage, and what it recorded meanwhile is
// looked at anew.
func (s *Store) Verify(ctx context.Context) (*Verification, error) {
	if _, err := os.Stat(s.dir); errors.Is(err, fs.ErrNotExist) {
		return &Verification{}, nil
	}
	for tries := 1; ; tries++ {
		before := s.size()
		v, err := s.look(ctx)
		if err != nil || len(v.Damages) == 0 {
			return v, err
		}
		v.Busy = s.idle(0) != nil
		if s.size() == before || tries == 3 {
			if v.Busy {
				v.Damages = slices.DeleteFunc(v.Damages, func(d Damage) bool { return d.Flaw == Stray })
			}
			return v, nil
		}
	}
}

// size is how long the ledger is, which only grows.
func (s *Store) size() int64 {
	if info, err := os.Stat(s.ledger()); err == nil {
		return info.Size()
	}
	return 0
}

// look is Verify at one time.
func (s *Store) look(ctx context.Context) (*Verification, error) {
	c, err := s.read()
	changes := fold(c.records)
	v := &Verification{Changes: len(changes)}
	var broken *Error
	switch {
	case errors.Is(err, ErrBroken) && errors.As(err, &broken):
		v.add(s.ledger(), Broken, broken.What+"; "+broken.Do, "", "")
	case err != nil:
		return nil, err
	}
	known := make(map[string]string) // what may be there
	for _, c := range changes {
		for _, f := range c.Files {
			if err := interrupted(ctx); err != nil {
				return nil, err
			}
			if f.PrunedBy != "" {
				v.Pruned++
			}
			s.check(v, known, c, f, f.Archived, f.Before, "the original")
			s.check(v, known, c, f, f.Result, f.After, "what was written")
		}
	}
	return v, s.strays(v, known, c.records, err != nil)
}

func (v *Verification) add(path string, flaw Flaw, what, change, file string) {
	v.Damages = append(v.Damages, Damage{path, flaw, what, change, file})
}

// check reads one file of the archive.
func (s *Store) check(v *Verification, known map[string]string, c Change, f File, stored, want, what string) {
	if stored == "" {
		return
	}
	path := s.below(stored)
	if c.State == Planned && !c.kept {
		known[path] = want // it may be there, and recover removes it
	}
	if f.PrunedBy != "" || !c.kept {
		return
	}
	if known[path] == want {
		return // saves share generations
	}
	known[path] = want
	r, err := s.openGeneration(path)
	if errors.Is(err, fs.ErrNotExist) && c.State == Failed && !f.Left {
		return // it was taken back, and nothing needs it
	}
	if errors.Is(err, fs.ErrNotExist) {
		v.add(path, Missing, what+" is missing; take it from a backup", c.ID, f.Path)
		return
	}
	var refused *Error
	if errors.As(err, &refused) && refused.Do != "" {
		v.add(refused.Path, Damaged, refused.What+"; "+refused.Do, c.ID, f.Path)
		return
	}
	if err != nil {
		v.add(path, Damaged, "it cannot be read: "+reason(err), c.ID, f.Path)
		return
	}
	defer r.Close()
	v.Files++
	is, err := hashOf(r)
	switch {
	case err != nil:
		v.add(path, Damaged, "it cannot be read: "+reason(err), c.ID, f.Path)
	case is != want:
		v.add(path, Damaged, fmt.Sprintf("%s is damaged: its hash is %s, not %s; take it from a backup", what, short(is), short(want)), c.ID, f.Path)
	}
	if info, err := r.Stat(); err == nil && f.Metadata != nil && stored == f.Archived {
		if more := info.Mode().Perm() &^ (f.Metadata.Mode.Perm() | 0o600); more != 0 && supported() == nil {
			v.add(path, Exposed, fmt.Sprintf("its mode is %04o, and that of the file was %s; run chmod %04o on it", info.Mode().Perm(), change.Octal(f.Metadata.Mode), f.Metadata.Mode.Perm()|0o400), c.ID, f.Path)
		}
	}
}

// strays finds what the ledger does not know. Behind damage of the ledger, any file may be known.
func (s *Store) strays(v *Verification, known map[string]string, records []record, broken bool) error {
	begun := savesIn(records)
	return filepath.WalkDir(s.dir, func(path string, e fs.DirEntry, err error) error {
		rel, _ := filepath.Rel(s.dir, path)
		top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		switch {
		case err != nil:
			return failed(path, err)
		case e.IsDir() && (rel == "." || top == "files" || top == "written"):
			return nil
		case !e.IsDir() && (rel == "ledger.jsonl" || rel == "ledger.head" || rel == "lock"):
			return nil
		}
		if _, ok := known[path]; !ok && !broken {
			v.add(path, Stray, stranger(e.Name(), begun), "", "")
		}
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
}

// stranger says what may be with a file that no change names.
func stranger(name string, begun saves) string {
	switch {
	case begun.left(name):
		return `a save that was killed left it; "cfgtool archive prune" removes it`
	case strings.HasPrefix(name, staging):
		return "an import that was killed left it; import again, or remove it"
	case titled().MatchString(name):
		return "the ledger does not know it; its record may be lost, as when an older copy of the archive came back: look at it before you remove it"
	}
	return "the ledger does not know it, and cfgtool gives no such name; move it away"
}
