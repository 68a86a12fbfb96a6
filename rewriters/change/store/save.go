package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Saving is what became of a Save.
type Saving struct {
	Change  Change // without ID where nothing was recorded
	Copied  int    // files whose content was not archived yet
	Same    string // the earlier save that holds all of this already, where nothing was recorded
	Skipped []Skipped
}

// Save archives files, and folders with all that is in them, and records it; no
// file is changed. Symbolic links and folders are recorded with what they say and
// who owns them; pipes, sockets, devices, mounts and the archive itself are
// skipped. What cannot be read is an error, and then nothing is recorded.
//
// A file whose content the archive has already is not copied again. Where an
// earlier save holds all of it as it is now, nothing is recorded either, unless
// there is a reason to record.
func (s *Store) Save(ctx context.Context, paths []string, c Command) (*Saving, error) {
	if c.Time.IsZero() {
		c.Time = time.Now()
	}
	c.Time = c.Time.UTC()
	j, err := s.open(ctx, c)
	if err != nil {
		return nil, err
	}
	defer j.close()
	known := fold(j.records)
	if c := pending(known); c != nil {
		return nil, unfinished(s.dir, *c)
	}
	x := &transaction{disk: s.disk, ctx: ctx, journal: j, id: newID(c.Time, known)}
	v := &survey{x: x, archive: Resolved(s.dir), seen: make(map[string]bool)}
	for _, path := range paths {
		if err := v.take(path); err != nil {
			if errors.Is(err, ErrInterrupted) {
				return nil, err
			}
			v.refused = append(v.refused, err)
		}
	}
	if len(v.refused) > 0 {
		return nil, &stopped{errors.Join(v.refused...).Error() + "\nnothing was saved", errors.Join(v.refused...)}
	}
	v.order()
	out := &Saving{Skipped: v.skipped}
	if out.Same = v.same(known); out.Same != "" && c.Reason == "" && s.has(v.files, known) {
		return out, nil
	}
	if out.Copied, err = s.copyAll(x, v.files, known, c.Time); err != nil {
		return nil, err
	}
	out.Same = ""
	return out, s.recordSave(x, v, c, out)
}

func (s *Store) recordSave(x *transaction, v *survey, c Command, out *Saving) error {
	r := record{Event: saved, ID: x.id, Time: c.Time, Kind: Save, Command: &c, Files: v.files, Links: v.links, Folders: v.folders}
	if err := x.journal.add(r); err != nil { // the record may be there all the same, so the copies stay
		return s.unwritable(err)
	}
	changes := fold(x.journal.records)
	out.Change = changes[index(changes, x.id)]
	return nil
}

// same is the newest save that found the same files, links and folders, with the
// same content and metadata.
func (v *survey) same(known []Change) string {
	for _, c := range slices.Backward(known) {
		if c.Kind == Save && slices.EqualFunc(c.Files, v.files, sameFile) && slices.Equal(c.Links, v.links) &&
			slices.EqualFunc(c.Folders, v.folders, func(a, b Folder) bool { return a.Path == b.Path && sameMetadata(a.Metadata, b.Metadata) }) {
			return c.ID
		}
	}
	return ""
}

func sameFile(a, b File) bool {
	return a.PrunedBy == "" && a.Path == b.Path && a.Target == b.Target && a.Link == b.Link && a.Before == b.Before && sameMetadata(a.Metadata, b.Metadata)
}

// copyAll archives the content of files, but for those whose content is there
// already, and tells how many it copied. After an error none of the copies is left.
func (s *Store) copyAll(x *transaction, files []File, known []Change, at time.Time) (copied int, err error) {
	there := s.generations(known)
	for i := range files {
		f := &files[i]
		if f.Archived = s.reusable(there[f.Real()], *f); f.Archived != "" {
			continue
		}
		if copied == 0 {
			err = x.note(copying, nil) // so that a copy is not taken for one whose record was lost
		}
		f.Archived = generation("files", f.Real(), at, x.id)
		if err == nil {
			err = s.copyIn(x, *f)
		}
		if err != nil {
			f.Archived = ""
			s.forget(x, files)
			if !errors.Is(err, ErrInterrupted) && !errors.Is(err, ErrChanged) {
				err = s.unwritable(err)
			}
			return 0, &stopped{err.Error() + "\nnothing was saved", err}
		}
		copied++
	}
	return copied, nil
}

// generations are the originals that the archive has, by the path of their file.
func (s *Store) generations(known []Change) map[string][]File {
	out := make(map[string][]File)
	for _, c := range known {
		for _, f := range c.Files {
			if c.kept && f.Archived != "" && f.PrunedBy == "" {
				out[f.Real()] = append(out[f.Real()], f)
			}
		}
	}
	return out
}

// has reports whether the archive has the content of all files, undamaged.
func (s *Store) has(files []File, known []Change) bool {
	there := s.generations(known)
	return !slices.ContainsFunc(files, func(f File) bool { return s.reusable(there[f.Real()], f) == "" })
}

// reusable is where the archive has the content of a file already, undamaged and
// not more readable; "" if it has not.
func (s *Store) reusable(generations []File, f File) string {
	for _, g := range slices.Backward(generations) {
		if g.Before != f.Before || g.Metadata == nil || g.Metadata.Mode.Perm() != f.Metadata.Mode.Perm() {
			continue
		}
		if r, err := s.openGeneration(s.ArchivePath(g)); err == nil {
			is, err := hashOf(r)
			r.Close()
			if err == nil && is == f.Before {
				return g.Archived
			}
		}
	}
	return ""
}

// forget removes the copies that a save made, when it fails.
func (s *Store) forget(x *transaction, files []File) {
	for _, f := range files {
		if f.Archived == generationOf(f, x.id) {
			os.Remove(s.ArchivePath(f))
		}
	}
}

// generationOf is f.Archived if a change made it, and else "-".
func generationOf(f File, id string) string {
	if len(f.Archived) > len(id) && f.Archived[len(f.Archived)-len(id):] == id {
		return f.Archived
	}
	return "-"
}

// chunk is how much of a file is copied at once.
const chunk = 1 << 20

// copyIn copies a file into the archive, down to the disk. It refuses one that is
// no longer what its hash says.
func (s *Store) copyIn(x *transaction, f File) error {
	from, err := openRegular(f.Real(), os.O_RDONLY)
	if err != nil {
		return err
	}
	defer from.Close()
	path := s.ArchivePath(f)
	if err := s.makeFolders(filepath.Dir(path)); err != nil {
		return err
	}
	to, err := x.newFile(path, 0o600)
	if err != nil {
		return err
	}
	err = x.stream(to, from, f.Before)
	if err == nil {
		err = x.chmod(to, keptMode(f.Metadata))
	}
	if err == nil {
		err = x.sync(to)
	}
	if closed := to.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = x.syncFolder(filepath.Dir(path))
	}
	if err != nil {
		os.Remove(path)
		if errors.Is(err, ErrChanged) {
			return changed(f.Path)
		}
	}
	return err
}

// stream copies all of a file, which must have a hash.
func (x *transaction) stream(to *os.File, from io.Reader, want string) error {
	sum := sha256.New()
	buffer := make([]byte, chunk)
	for at := int64(0); ; {
		if err := interrupted(x.ctx); err != nil {
			return err
		}
		n, err := io.ReadFull(from, buffer)
		if n > 0 {
			sum.Write(buffer[:n])
			if err := x.writeAt(to, buffer[:n], at); err != nil {
				return err
			}
			at += int64(n)
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			if digest(sum) != want {
				return ErrChanged
			}
			return nil
		case err != nil:
			return err
		}
	}
}
