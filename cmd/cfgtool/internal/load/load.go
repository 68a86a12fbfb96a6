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
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"

	"cfgtool/cmd/cfgtool/internal/gitignore"
	"cfgtool/parsers"
	"cfgtool/parsers/formats"
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
	As        string    // the kind of all files but those of Maps, or "" to detect it
	Maps      []Mapping // the kinds of some; the last that matches counts
	Exclude   []Glob    // what walks leave out
	Limit     int64     // bytes; 0 is DefaultLimit
	Stdin     io.Reader
	StdinName string // the name that tells the kind of standard input

	// Archived is the tar that a file is in, and its path there; nil if it is in none.
	Archived func(path string) (Archive, string)

	// IgnoreUnknown leaves files out whose kind is not known. What looks like
	// properties and has another name is then not known.
	IgnoreUnknown bool
}

// Archive is a tar whose files are read where they are.
type Archive interface {
	fs.ReadDirFS
	fs.ReadFileFS
	fs.StatFS
	Dir() string
}

// File is a file that was asked for, and what became of it.
type File struct {
	Path    string
	Doc     parsers.Document // nil when Err is set
	Guessed bool             // its kind is told by its content alone
	Has     *change.Metadata // what the file has besides its bytes; nil of standard input
	Err     error            // says what and where, and what to do
}

// Loaded is what became of paths.
type Loaded struct {
	Files []File
	Left  []Left  // what is not among them
	Empty []Empty // folders that were named and walked, and none of the files are in them
}

// Left is a file or folder that was left out.
type Left struct{ Path, Why string }

// Empty is a folder in which nothing is read, and how much in it was left out.
type Empty struct {
	Path string
	Left int
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
func (l Loader) Files(paths []string) Loaded {
	var all Loaded
	seen := make(map[string]bool)
	add := func(path string, how manner) bool {
		if seen[path] {
			return true
		}
		f := l.load(path, how)
		unknown := errors.Is(f.Err, parsers.ErrUnknownFormat) || errors.Is(f.Err, parsers.ErrBinary)
		switch {
		case unknown && how == walked:
			return false
		case unknown && l.IgnoreUnknown:
			all.Left = append(all.Left, Left{path, "its kind is not known"})
		default:
			all.Files = append(all.Files, f)
		}
		seen[path] = true
		return true
	}
	for _, path := range paths {
		if path == Stdin {
			add(path, named)
			continue
		}
		path = tidy(path)
		if tar, name := l.archived(path); tar != nil {
			if info, err := tar.Stat(name); err != nil || !info.IsDir() {
				add(path, named)
			} else if !l.walkArchive(tar, name, path, func(path string) bool { return add(path, walked) }) {
				all.Empty = append(all.Empty, Empty{Path: path})
			}
			continue
		}
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			add(path, named)
			continue
		}
		found, before := false, len(all.Left)
		w := walk{Loader: l, device: deviceOf(path + string(filepath.Separator) + "."), // the folder, even if path is a link to it
			visit: func(path string) { found = add(path, walked) || found },
			left:  func(path, why string) { all.Left = append(all.Left, Left{path, why}) },
			failed: func(path string, err error) {
				found = true
				all.Files = append(all.Files, File{Path: path, Err: fmt.Errorf("%s: %w; run the command as a user who may read it, or name the files", Quote(path), err)})
			}}
		w.folder(path, gitignore.Open(path))
		if !found {
			all.Empty = append(all.Empty, Empty{path, len(all.Left) - before})
		}
	}
	return all
}

// tidy is a path without what is too much in it. Behind a symbolic link, ".." is the
// folder above the one that the link leads to, which filepath.Clean cannot know.
func tidy(path string) string {
	clean := filepath.Clean(path)
	there, err := os.Stat(path)
	if err != nil {
		return clean
	}
	if here, err := os.Stat(clean); err == nil && os.SameFile(there, here) {
		return clean
	}
	dir, name := filepath.Split(path)
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return clean
	}
	return filepath.Join(real, name)
}

// manner is how a file was come by.
type manner int

const (
	named  manner = iota // its kind is told by its name, else by its content
	walked               // its kind is told by its name
	either               // it is of a kind, or plain text
)

// File reads one file and parses it.
func (l Loader) File(path string) File { return l.load(path, named) }

// Any is File, but takes a file of no known kind as plain text. What kind a file
// may be of is not said, since it only tells what is secret in it.
func (l Loader) Any(path string) File { return l.load(path, either) }

func (l Loader) load(path string, how manner) File {
	if l.IgnoreUnknown && how == named && len(l.Formats.Possible(path)) == 0 && l.opaque(path) {
		return File{Path: path, Err: parsers.ErrUnknownFormat}
	}
	raw, has, err := l.read(path)
	if err != nil {
		return File{Path: path, Err: err}
	}
	hold(len(raw))
	name := path
	if path == Stdin && l.StdinName != "" {
		name = l.StdinName
	}
	format, guessed, err := l.kind(name, raw, how)
	if how == either && errors.Is(err, parsers.ErrUnknownFormat) {
		return File{Path: path, Doc: parsers.Plain.Read(name, raw), Has: has}
	}
	if err != nil {
		return File{Path: path, Err: err}
	}
	return File{Path: path, Doc: format.Read(name, raw), Guessed: guessed, Has: has}
}

// Memory that files are worth: so many bytes for each of theirs, and so many besides.
const (
	perByte = 12
	besides = 24 << 20
)

var (
	held  atomic.Int64                                                       // bytes of the files that were read
	given = sync.OnceValue(func() int64 { return debug.SetMemoryLimit(-1) }) // by GOMEMLIMIT
)

// hold has the garbage collector keep to what files of so many more bytes are worth,
// so that it does not wait until a file made of tiny parts takes twice what it needs.
// It is a soft limit: what is needed is there all the same.
func hold(bytes int) {
	debug.SetMemoryLimit(min(given(), besides+perByte*held.Add(int64(bytes))))
}

// opaque reports whether a path is there and has no content that could tell its
// kind: a link that leads nowhere, no file, or one that is too large to be read.
func (l Loader) opaque(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		_, err = os.Lstat(path)
		return err == nil
	}
	return !info.Mode().IsRegular() || info.Size() > cmp.Or(l.Limit, DefaultLimit)
}

// archived is the tar that a file is in, and its path there, or nil.
func (l Loader) archived(path string) (Archive, string) {
	if l.Archived == nil || path == Stdin {
		return nil, ""
	}
	return l.Archived(path)
}

// above is the file that a path goes through as if it were a folder, or "".
func above(path string) string {
	for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.Mode().IsRegular() {
			return dir
		}
	}
	return ""
}

// mapped is the kind that a mapping says.
func (l Loader) mapped(name string) (parsers.Format, bool) {
	for i := len(l.Maps) - 1; i >= 0; i-- {
		if l.Maps[i].Match(name, false) {
			return l.Formats.ByID(l.Maps[i].Format)
		}
	}
	return parsers.Format{}, false
}

// kind tells the kind of a file, and whether that is a guess.
func (l Loader) kind(name string, raw []byte, how manner) (f parsers.Format, guessed bool, err error) {
	if f, ok := l.mapped(name); ok {
		return f, false, nil
	}
	told, ok := l.Formats.ByName(name, raw)
	if l.As != "" && (ok || how != walked) {
		f, _ := l.Formats.ByID(l.As)
		return f, false, nil
	}
	if ok {
		return told, false, nil
	}
	if how == walked {
		return f, false, parsers.ErrUnknownFormat
	}
	if what := formats.ForeignTo(name); what != "" && how == named {
		return f, false, &foreignError{name, what}
	}
	f, score, err := l.Formats.Guess(raw)
	switch {
	case err == nil && score <= parsers.Weak && l.IgnoreUnknown:
		return f, true, parsers.ErrUnknownFormat
	case err == nil:
		return f, true, nil
	case errors.Is(err, parsers.ErrBinary):
		return f, false, fmt.Errorf("%s: %w; it is not read", Quote(name), err)
	case name == Stdin && len(raw) == 0:
		return f, false, fmt.Errorf("standard input: is empty or closed: %w", err)
	case name == Stdin:
		return f, false, fmt.Errorf("standard input: %w; name it with --stdin-filename NAME or --as FORMAT", err)
	}
	return f, false, fmt.Errorf("%s: %w; say it with --as FORMAT; --help lists them", Quote(name), err)
}

// foreignError says that a file's name is one of no kind.
type foreignError struct{ name, what string }

func (e *foreignError) Error() string {
	return fmt.Sprintf("%s: by its name this is %s, which cfgtool does not read; if it is of a kind that it reads, say which with --as FORMAT or --map 'GLOB=FORMAT'", Quote(e.name), e.what)
}

func (e *foreignError) Unwrap() error { return parsers.ErrUnknownFormat }

func (l Loader) read(path string) ([]byte, *change.Metadata, error) {
	limit := cmp.Or(l.Limit, DefaultLimit)
	if tar, name := l.archived(path); tar != nil {
		raw, err := tar.ReadFile(name)
		var p *fs.PathError
		if errors.As(err, &p) {
			err = fmt.Errorf("%s: %w; name a file that is in the tar", Quote(path), p.Err)
		}
		return raw, nil, err
	}
	if path != Stdin {
		raw, has, err := store.Read(path, limit)
		if file := above(path); errors.Is(err, syscall.ENOTDIR) && file != "" {
			err = fmt.Errorf("%s: %s is a file, and no folder; if it is a tar, say --root %s", Quote(path), Quote(file), Quote(file))
		}
		return raw, has, err
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
