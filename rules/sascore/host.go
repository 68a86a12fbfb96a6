package sascore

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"cfgtool/parsers"
	"cfgtool/rules/root"
)

// Host is one host of a core: its files, and which servers it is said to be.
type Host struct {
	Name    string   // as a person names it; "" for the only one
	Dir     string   // where its files are, which their names begin with; "" for nothing
	Files   fs.FS    // paths have no leading slash
	Servers []string // such as "truth"; empty where nobody said

	mu   sync.Mutex
	read map[string]file
}

// file is a file that was read, or why it could not be.
type file struct {
	doc    parsers.Document
	err    error
	hidden bool // all of it is secret
}

// largest is the size in bytes of the largest file that is read.
const largest = 16 << 20

// inFS is an absolute path as a path of an fs.FS.
func inFS(name string) string {
	if name = strings.TrimPrefix(path.Clean("/"+name), "/"); name != "" {
		return name
	}
	return "."
}

// shown is how a path on the host is called: below Dir, where there is one.
func (h *Host) shown(name string) string { return path.Join(h.Dir, inFS(name)) }

// title is how a person calls the host: by its name, or its directory.
func (h *Host) title() string {
	switch {
	case h.Name != "":
		return h.Name
	case h.Dir != "":
		return h.Dir
	}
	return "the host"
}

// has reports whether there is a file or directory.
func (h *Host) has(name string) bool {
	_, err := fs.Stat(h.Files, inFS(name))
	return err == nil
}

// fault says what is wrong with a file that is to be there with something in it,
// or "". It fails where that cannot be seen.
func (h *Host) fault(name string) (string, error) {
	info, err := fs.Stat(h.Files, inFS(name))
	switch {
	case err == nil && !info.Mode().IsRegular():
		return "is no regular file", nil
	case err == nil && info.Size() == 0:
		return "is empty", nil
	case err == nil:
		return "", nil
	case !errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("cannot be seen: %w", reason(err))
	}
	if slices.ContainsFunc(h.folder(path.Dir(name)), func(e fs.DirEntry) bool { return e.Name() == path.Base(name) }) {
		return "is a link that leads nowhere", nil
	}
	return "is not there", nil
}

// folder lists a directory, or returns nil.
func (h *Host) folder(name string) []fs.DirEntry {
	entries, _ := fs.ReadDir(h.Files, inFS(name))
	return entries
}

// expand lists the files that a path with "*" stands for, in order.
func (h *Host) expand(pattern string) []string { return root.Expand(h.Files, pattern) }

// unlisted says why a path with "*" stands for no file: there is none, or a
// directory on the way cannot be listed.
func (h *Host) unlisted(pattern string) string {
	dir := path.Dir(pattern[:strings.IndexAny(pattern, "*?[")] + "x")
	if _, err := fs.ReadDir(h.Files, inFS(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("is not seen: %s cannot be listed: %v", h.shown(dir), reason(err))
	}
	return "is not there"
}

// open reads and parses a file as a kind, once. It fails with fs.ErrNotExist
// where there is none, and says why where it cannot be read for sure.
func (h *Host) open(name string, format parsers.Format) (parsers.Document, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	key := format.ID + ":" + inFS(name)
	if f, ok := h.read[key]; ok {
		return f.doc, f.err
	}
	var f file
	raw, err := h.bytes(name)
	if err == nil {
		f.doc = format.Read(h.shown(name), raw)
		err = legible(f.doc.Source())
	}
	f.err = err
	h.keep(key, f)
	return f.doc, f.err
}

// openSecret is open for a file all of which is secret.
func (h *Host) openSecret(name string, format parsers.Format) (parsers.Document, error) {
	doc, err := h.open(name, format)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.keep(format.ID+":"+inFS(name), file{doc, err, true})
	return doc, err
}

func (h *Host) keep(key string, f file) {
	if h.read == nil {
		h.read = make(map[string]file)
	}
	h.read[key] = f
}

// bytes reads a regular file of no more than the largest size.
func (h *Host) bytes(name string) ([]byte, error) {
	info, err := fs.Stat(h.Files, inFS(name))
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		return nil, errors.New("is no regular file")
	case info.Size() > largest:
		return nil, fmt.Errorf("is larger than %d MB", largest>>20)
	}
	var raw []byte
	if err == nil {
		raw, err = fs.ReadFile(h.Files, inFS(name))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fs.ErrNotExist
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", reason(err))
	}
	return raw, nil
}

// reason is the cause of an error without the path it was for.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// legible refuses what is no text in an encoding that is known for sure.
func legible(src *parsers.Source) error {
	switch {
	case src.ReadOnly():
		return errors.New("holds what is no text in its encoding")
	case slices.Contains(src.Text(), 0):
		return errors.New("holds NUL bytes, so it is no text file or its encoding is not known")
	}
	return nil
}

// secrets adds the secret places of the files that were read.
func (h *Host) secrets(to map[*parsers.Source][]parsers.Span) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range h.read {
		if f.doc == nil {
			continue
		}
		src := f.doc.Source()
		if f.hidden {
			to[src] = []parsers.Span{{End: len(src.Text())}}
		} else if found := parsers.Secrets(f.doc); len(found) > 0 {
			to[src] = found
		}
	}
}
