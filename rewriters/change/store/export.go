package store

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"cfgtool/rewriters/change"
)

// Export writes the archive as a tar file of mode 0600: the ledger first, then all
// generations, sorted by name, each with the time of its change and the mode and
// owner of its original. The same archive gives the same bytes. It refuses an
// archive with an unfinished change, or one with damage. It tells how many
// files are in it.
func (s *Store) Export(ctx context.Context, file string) (int, error) {
	if full, err := filepath.Abs(file); err == nil && within(Resolved(full), Resolved(s.dir)) {
		return 0, &Error{Path: file, What: "it would lie in the archive itself", Do: "name another one"}
	}
	if _, err := s.Settled(); err != nil {
		return 0, err
	}
	c, ledger, err := s.readWhole()
	if err != nil {
		return 0, err
	}
	if len(c.records) == 0 {
		return 0, &Error{s.dir, "the archive is empty", "choose another one with --archive", nil}
	}
	changes := fold(c.records)
	if c := pending(changes); c != nil {
		return 0, unfinished(s.dir, *c)
	}
	ledger = ledger[:c.end]
	if c.endless {
		ledger = append(ledger, '\n')
	}
	entries := stored(changes)
	names := sorted(entries)
	return len(names), writePrivate(file, func(out io.Writer) error {
		t := tar.NewWriter(out)
		last := c.records[len(c.records)-1].Time
		if err := t.WriteHeader(header("ledger.jsonl", int64(len(ledger)), last, nil)); err != nil {
			return err
		}
		if _, err := t.Write(ledger); err != nil {
			return err
		}
		for _, name := range names {
			if err := interrupted(ctx); err != nil {
				return err
			}
			if err := s.exportFile(t, name, entries[name]); err != nil {
				return err
			}
		}
		return t.Close()
	})
}

// entry is a generation as an exported archive has it.
type entry struct {
	hash string
	at   time.Time
	meta *change.Metadata
	of   File
}

// stored are the files that an archive with these changes needs, by their paths below
// it: nothing needs those of a change that failed.
func stored(changes []Change) map[string]entry {
	out := make(map[string]entry)
	for _, c := range changes {
		for _, f := range c.Files {
			if !c.kept || c.State == Failed && !f.Left || f.PrunedBy != "" {
				continue
			}
			if f.Archived != "" && out[f.Archived].hash == "" {
				out[f.Archived] = entry{f.Before, c.Time, f.Metadata, f}
			}
			gets := f.Gets
			if gets == nil {
				gets = f.Metadata
			}
			if f.Result != "" {
				out[f.Result] = entry{f.After, c.Time, gets, f}
			}
		}
	}
	return out
}

func (s *Store) exportFile(t *tar.Writer, stored string, e entry) error {
	path := s.below(stored)
	f, err := s.openGeneration(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{path, "it is missing in the archive", `"cfgtool archive verify" names all that is; take them from a backup`, err}
	}
	if err != nil {
		return failed(path, err)
	}
	defer f.Close()
	is, err := hashOf(f)
	if err != nil {
		return failed(path, err)
	}
	info, err := f.Stat()
	if err != nil {
		return failed(path, err)
	}
	if is != e.hash {
		return &Error{path, "it is damaged: its hash is not the one in the ledger", `"cfgtool archive verify" names all that is; take them from a backup`, ErrBroken}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return failed(path, err)
	}
	if err := t.WriteHeader(header(stored, info.Size(), e.at, e.meta)); err != nil {
		return failed(path, err)
	}
	_, err = io.Copy(t, f)
	return failed(path, err)
}

// header tells of a file in a tar file what does not depend on where it lies.
func header(name string, size int64, at time.Time, m *change.Metadata) *tar.Header {
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at.UTC().Truncate(time.Second), Format: tar.FormatPAX}
	if m != nil {
		h.Mode = int64(m.Mode.Perm() | 0o400)
		h.Uid, h.Gid = max(m.UID, 0), max(m.GID, 0)
	}
	return h
}
