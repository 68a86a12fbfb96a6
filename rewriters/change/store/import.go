package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNotEmpty is the cause when an archive that is in use is to be imported into.
var ErrNotEmpty = errors.New("the archive has a ledger")

// Import fills an archive whose ledger has no record from a file that Export wrote, and
// tells how many generations it brought. Two ledgers do not merge: each is a chain,
// and a change of one may rest on what the other does not know.
//
// Nothing of it can be listed before all is verified: the ledger's chain, that
// every generation which it names is there with its hash, and that nothing else is.
// Links, devices, names that leave the archive, names that come twice and sizes
// beyond that of the file are refused. The copies belong to who runs the command,
// and are no more readable than the originals were.
func (s *Store) Import(ctx context.Context, file string, c Command) (int, error) {
	if err := supported(); err != nil {
		return 0, err
	}
	in, err := openRegular(file, os.O_RDONLY)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return 0, failed(file, err)
	}
	unlock, err := s.lock(ctx, c)
	if err != nil {
		return 0, err
	}
	defer unlock()
	if c, err := s.read(); err != nil || len(c.records) > 0 {
		return 0, &Error{s.dir, ErrNotEmpty.Error() + ", and two ledgers cannot be merged", "import into a new one with --archive DIR, and use it with the same flag", ErrNotEmpty}
	}
	s.sweep()
	i := &importer{store: s, x: &transaction{disk: s.disk, ctx: ctx}, file: file, left: info.Size(), hashes: make(map[string]string)}
	defer i.clean()
	if err := i.read(tar.NewReader(in)); err != nil {
		return 0, &stopped{err.Error() + "\nnothing was imported", err}
	}
	if err := i.verify(); err != nil {
		return 0, &stopped{err.Error() + "\nnothing was imported", err}
	}
	return len(i.entries), i.publish()
}

// staging begins the name of the folder that an import unpacks into.
const staging = ".import-"

// sweep removes what imports that were killed have left; the holder of the lock
// is the only one.
func (s *Store) sweep() {
	entries, _ := os.ReadDir(s.dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), staging) {
			os.RemoveAll(filepath.Join(s.dir, e.Name()))
		}
	}
}

// importer brings a tar file into an archive by way of a folder beside the others.
type importer struct {
	store   *Store
	x       *transaction
	file    string
	stage   string
	left    int64             // bytes that the file can still hold
	hashes  map[string]string // by name
	entries map[string]entry  // what the ledger names
	chain   chain             // the ledger
	buffer  []byte
}

func (i *importer) refuse(what string, args ...any) error {
	return &Error{i.file, fmt.Sprintf(what, args...), `take a file that "cfgtool archive export" wrote`, ErrBroken}
}

// read unpacks all into the stage.
func (i *importer) read(t *tar.Reader) error {
	i.stage = filepath.Join(i.store.dir, staging+random())
	for {
		if err := interrupted(i.x.ctx); err != nil {
			return err
		}
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return i.refuse("it is no whole tar file (%v)", err)
		}
		if h.Typeflag == tar.TypeDir && clean(strings.TrimSuffix(h.Name, "/")+"/x") { // tar(1) adds folders
			continue
		}
		if h.Typeflag == tar.TypeDir && (h.Name == "files/" || h.Name == "written/") {
			continue
		}
		if err := i.admit(h); err != nil {
			return err
		}
		to := filepath.Join(i.stage, filepath.FromSlash(h.Name))
		if err := i.store.makeFolders(filepath.Dir(to)); err != nil {
			return err
		}
		if i.hashes[h.Name], err = i.unpack(to, t, h.Size); err != nil {
			return err
		}
	}
}

// admit refuses what no export holds.
func (i *importer) admit(h *tar.Header) error {
	_, twice := i.hashes[h.Name]
	switch i.left -= h.Size; {
	case h.Typeflag != tar.TypeReg:
		return i.refuse("%q in it is no regular file", h.Name)
	case h.Name != "ledger.jsonl" && !clean(h.Name):
		return i.refuse("%q in it would leave the archive, or does not belong into one", h.Name)
	case twice:
		return i.refuse("%q is in it twice", h.Name)
	case h.Size < 0 || i.left < 0:
		return i.refuse("%q in it claims to be larger than the file", h.Name)
	}
	return nil
}

// unpack writes one file, which nobody else can read yet, and tells its hash.
func (i *importer) unpack(to string, from io.Reader, size int64) (string, error) {
	f, err := i.x.newFile(to, 0o600)
	if err != nil {
		return "", i.refuse("%q cannot be unpacked (%s)", filepath.Base(to), reason(err))
	}
	defer f.Close()
	sum := sha256.New()
	if i.buffer == nil {
		i.buffer = make([]byte, chunk)
	}
	for at := int64(0); ; {
		n, err := io.ReadFull(from, i.buffer)
		sum.Write(i.buffer[:n])
		if n > 0 {
			if err := i.x.writeAt(f, i.buffer[:n], at); err != nil {
				return "", i.store.unwritable(err)
			}
			at += int64(n)
		}
		if err != nil {
			if at != size {
				return "", i.refuse("it is no whole tar file (%v)", err)
			}
			return digest(sum), i.x.sync(f)
		}
	}
}

// verify holds what was unpacked against its ledger.
func (i *importer) verify() error {
	content, err := ReadFile(filepath.Join(i.stage, "ledger.jsonl"), 0)
	if errors.Is(err, fs.ErrNotExist) {
		return i.refuse("it has no ledger")
	}
	if err != nil {
		return err
	}
	c, err := readChain(i.file+": ledger.jsonl", content)
	if err != nil {
		return err
	}
	i.chain = c
	changes := fold(c.records)
	if c.torn || c.endless || pending(changes) != nil {
		return i.refuse("its ledger ends in the middle of a change")
	}
	i.entries = stored(changes)
	for _, name := range sorted(i.entries) {
		is, ok := i.hashes[name]
		switch {
		case !ok:
			return i.refuse("%q is missing in it", name)
		case is != i.entries[name].hash:
			return i.refuse("%q in it is damaged: its hash is not the one in its ledger", name)
		}
	}
	for _, name := range sorted(i.hashes) {
		if _, ok := i.entries[name]; !ok && name != "ledger.jsonl" {
			return i.refuse("its ledger does not know %q", name)
		}
	}
	return nil
}

// sorted are the keys of a map.
func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, strings.Compare)
	return keys
}

// publish moves the generations to their places, and the ledger last. What an
// earlier import that was killed has put there is taken as it is, if it is the same.
func (i *importer) publish() error {
	for _, name := range sorted(i.entries) {
		if err := i.move(name); err != nil {
			return i.store.unwritable(err)
		}
	}
	if err := i.x.remove(i.store.ledger()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return i.store.unwritable(err) // it has no record: a command failed before its first
	}
	if err := i.x.place(filepath.Join(i.stage, "ledger.jsonl"), i.store.ledger()); err != nil {
		return i.store.unwritable(err)
	}
	if err := i.x.syncFolder(i.store.dir); err != nil {
		return failed(i.store.dir, err)
	}
	i.store.writeHead(i.chain)
	return nil
}

func (i *importer) move(name string) error {
	from, to := filepath.Join(i.stage, filepath.FromSlash(name)), i.store.below(name)
	if err := i.store.makeFolders(filepath.Dir(to)); err != nil {
		return err
	}
	if is, err := i.store.openGeneration(to); err == nil {
		defer is.Close()
		if hash, err := hashOf(is); err == nil && hash == i.entries[name].hash {
			return nil
		}
		return &Error{to, "it is there already, and is not what is to be imported", "move it away first", fs.ErrExist}
	}
	if m := i.entries[name].meta; m != nil {
		f, err := os.Open(from)
		if err != nil {
			return err
		}
		err = i.x.chmod(f, keptMode(m))
		f.Close()
		if err != nil {
			return err
		}
	}
	if err := i.x.place(from, to); err != nil {
		return err
	}
	return i.x.syncFolder(filepath.Dir(to))
}

// clean removes the stage.
func (i *importer) clean() {
	if i.stage != "" {
		os.RemoveAll(i.stage)
	}
}
