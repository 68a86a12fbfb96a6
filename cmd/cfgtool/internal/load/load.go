// Package load brings files into the program: it expands paths, reads, detects
// the kind, and parses.
package load

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rewriters/change/store"
)

// DefaultLimit is the size in bytes over which a file is refused.
const DefaultLimit = 64 << 20

// Stdin is the path that names standard input.
const Stdin = "-"

// Loader reads files.
type Loader struct {
	Formats   parsers.Formats
	As        string // the kind of all files, or "" to detect it
	Limit     int64  // bytes; 0 is DefaultLimit
	Stdin     io.Reader
	StdinName string // the name that tells the kind of standard input
}

// File is a file that was asked for, and what became of it.
type File struct {
	Path string
	Doc  parsers.Document // nil when Err is set
	Has  *change.Metadata // what the file has besides its bytes; nil of standard input
	Err  error            // says what and where, and what to do
}

// Paths are those of files.
func Paths(files []File) []string {
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	return paths
}

// Files loads every path; directories are walked. The result has one entry for
// each file, in the order of the paths, and none twice.
func (l Loader) Files(paths []string) []File {
	var files []File
	seen := make(map[string]bool)
	add := func(path string) {
		if !seen[path] {
			seen[path] = true
			files = append(files, l.File(path))
		}
	}
	for _, path := range paths {
		if path == Stdin {
			add(path)
			continue
		}
		path = filepath.Clean(path)
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			add(path)
			continue
		}
		found := false
		l.walk(path, func(path string, err error) {
			found = true
			if err != nil {
				files = append(files, File{Path: path, Err: fmt.Errorf("%s: %w; run the command as a user who may read it, or name the files", Quote(path), err)})
				return
			}
			add(path)
		})
		if !found {
			files = append(files, File{Path: path, Err: fmt.Errorf("%s: no file in this directory has a name that tells its kind; name the files, with --as FORMAT", Quote(path))})
		}
	}
	return files
}

// leftovers are patterns of files that package managers and editors leave
// beside the real ones, and of templates.
var leftovers = []string{"*.rpmnew", "*.rpmsave", "*.dpkg-*", "*.bak", "*~", "*.j2", ".Old..*"}

// walk visits the files below dir whose names tell their kind, and the
// directories that cannot be read, with the reason. It follows no links, but
// for dir itself, and stays on one file system.
func (l Loader) walk(dir string, visit func(path string, err error)) {
	start := dir + string(filepath.Separator) + "." // the directory, even if dir is a link to it
	device := deviceOf(start)
	_ = filepath.WalkDir(start, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			var p *fs.PathError
			if errors.As(err, &p) {
				err = p.Err
			}
			visit(filepath.Clean(path), err)
			return nil
		}
		if e.IsDir() {
			if path != start && (e.Name() == ".git" || deviceOf(path) != device) {
				return fs.SkipDir
			}
			return nil
		}
		if !e.Type().IsRegular() {
			return nil
		}
		for _, pattern := range leftovers {
			if ok, _ := filepath.Match(pattern, e.Name()); ok {
				return nil
			}
		}
		if l.Formats.Named(e.Name()) {
			visit(path, nil)
		}
		return nil
	}) // its function returns no error
}

// File reads one file and parses it.
func (l Loader) File(path string) File { return l.load(path, false) }

// Any is File, but takes a file of no known kind as plain text.
func (l Loader) Any(path string) File { return l.load(path, true) }

func (l Loader) load(path string, any bool) File {
	raw, has, err := l.read(path)
	if err != nil {
		return File{Path: path, Err: err}
	}
	name := path
	if path == Stdin && l.StdinName != "" {
		name = l.StdinName
	}
	format, err := l.kind(name, raw)
	if any && errors.Is(err, parsers.ErrUnknownFormat) {
		return File{Path: path, Doc: Text(name, raw), Has: has}
	}
	if err != nil {
		return File{Path: path, Err: err}
	}
	return File{Path: path, Doc: format.Read(name, raw), Has: has}
}

func (l Loader) kind(name string, raw []byte) (parsers.Format, error) {
	if l.As != "" {
		if f, ok := l.Formats.ByID(l.As); ok {
			return f, nil
		}
		return parsers.Format{}, fmt.Errorf("--as %s: no such format; there are %s", Quote(l.As), strings.Join(l.Formats.IDs(), ", "))
	}
	f, err := l.Formats.Detect(name, raw)
	switch {
	case errors.Is(err, parsers.ErrBinary):
		return f, fmt.Errorf("%s: %w; it is not read", Quote(name), parsers.ErrBinary)
	case err != nil && name == Stdin && len(raw) == 0:
		return f, fmt.Errorf("standard input: is empty or closed: %w", parsers.ErrUnknownFormat)
	case err != nil && name == Stdin:
		return f, fmt.Errorf("standard input: %w; name it with --stdin-filename NAME or --as FORMAT", parsers.ErrUnknownFormat)
	case err != nil:
		return f, fmt.Errorf("%s: %w; say it with --as FORMAT (%s)", Quote(name), parsers.ErrUnknownFormat, strings.Join(l.Formats.IDs(), ", "))
	}
	return f, nil
}

func (l Loader) read(path string) ([]byte, *change.Metadata, error) {
	limit := cmp.Or(l.Limit, DefaultLimit)
	if path != Stdin {
		return store.Read(path, limit)
	}
	if l.Stdin == nil {
		return nil, nil, errors.New("standard input: is closed")
	}
	raw, err := io.ReadAll(io.LimitReader(l.Stdin, limit+1))
	switch {
	case errors.Is(err, os.ErrClosed), errors.Is(err, syscall.EBADF), errors.Is(err, os.ErrInvalid):
		return nil, nil, errors.New("standard input: is closed")
	case err != nil:
		return nil, nil, fmt.Errorf("standard input: %w", err)
	case int64(len(raw)) > limit:
		return nil, nil, fmt.Errorf("standard input: is larger than %d bytes; --max-size allows more", limit)
	}
	return raw, nil, nil
}

// Quote writes a name from outside so that it cannot act on a terminal: as it
// is where it is plain, else as a quoted string with escapes.
func Quote(name string) string {
	for _, r := range name {
		if r < ' ' || r == 0x7F || r == 0xFFFD || r >= 0x80 && r < 0xA0 || r == '\u2028' || r == '\u2029' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' {
			return fmt.Sprintf("%+q", name)
		}
	}
	return name
}
