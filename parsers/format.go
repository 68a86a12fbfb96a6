package parsers

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Format is one kind of file. Kinds refine each other: a gateway file is a
// properties file, a clconf.xml is XML. Rules for a kind run on all that refine it.
type Format struct {
	ID    string   // names the kind on the command line and in output, such as "properties"
	Base  string   // the ID of the kind that this one refines, or ""
	Title string   // for people, such as "Java properties"
	Names []string // patterns for base names, as for path.Match

	// Shared are patterns for names that files of other kinds have as well. With
	// such a name a file is of this kind when Opens says so of its text, which
	// has no byte order mark.
	Shared []string
	Opens  func(text []byte) bool

	// Sniff scores the beginning of a text, without its byte order mark, from
	// 0, certainly not this kind, to 100, certainly this kind. Nil is never.
	// A score up to Weak says that texts of many kinds look like that.
	Sniff func(text []byte) int

	// Charset tells the encoding of a file from its bytes. Nil is GuessCharset.
	Charset func(raw []byte) Charset

	// Parse never fails: what it cannot read becomes Problems of the document.
	Parse func(*Source) Document
}

// Read decodes and parses the bytes of the file called name.
func (f Format) Read(name string, raw []byte) Document { return f.Parse(NewSource(name, raw, f)) }

// Formats is a list of kinds.
type Formats []Format

// ErrBinary says that a file is no text in any encoding that cfgtool detects.
var ErrBinary = errors.New("this is a binary file")

// ErrUnknownFormat says that neither the name nor the content of a file tells
// its kind.
var ErrUnknownFormat = errors.New("neither its name nor its content tells what kind of file this is")

// sniffed is how many bytes of a file its kind is told from.
const sniffed = 4096

// ByID finds the kind with this ID.
func (fs Formats) ByID(id string) (Format, bool) {
	for _, f := range fs {
		if f.ID == id {
			return f, true
		}
	}
	return Format{}, false
}

// IDs are the IDs of the kinds, in order.
func (fs Formats) IDs() []string {
	ids := make([]string, len(fs))
	for i, f := range fs {
		ids[i] = f.ID
	}
	return ids
}

// Is reports whether the kind id is base or refines it.
func (fs Formats) Is(id, base string) bool {
	for id != "" {
		if id == base {
			return true
		}
		f, _ := fs.ByID(id)
		id = f.Base
	}
	return false
}

// Weak is the highest score of a text that may well be of another kind.
const Weak = 30

// Detect tells the kind of a file by its name, else by its content.
func (fs Formats) Detect(name string, raw []byte) (Format, error) {
	if f, ok := fs.ByName(name, raw); ok {
		return f, nil
	}
	f, _, err := fs.Guess(raw)
	if err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// ByName tells the kind of a file by its base name. Where several kinds have
// that name, their content decides; without any that fits, the first counts.
func (fs Formats) ByName(name string, raw []byte) (Format, bool) {
	named := fs.Named(name)
	if len(named) == 0 {
		for _, f := range fs.sharing(name) {
			if text, _ := beginning(raw); f.Opens(text) {
				return f, true
			}
		}
		return Format{}, false
	}
	if len(named) > 1 {
		text, _ := beginning(raw)
		if f, score := named.sniff(text); score > 0 {
			return f, true
		}
	}
	return named[0], true
}

// Guess tells the kind of a file by its content alone, with the score of it. It
// refuses binary files, and scripts, which are of no kind whatever they look like.
func (fs Formats) Guess(raw []byte) (Format, int, error) {
	text, binary := beginning(raw)
	if binary {
		return Format{}, 0, ErrBinary
	}
	f, score := fs.sniff(text)
	if score == 0 || bytes.HasPrefix(text, []byte("#!")) {
		return Format{}, 0, ErrUnknownFormat
	}
	return f, score, nil
}

// sniff is the kind with the highest score; of several, the first.
func (fs Formats) sniff(text []byte) (best Format, score int) {
	for _, f := range fs {
		if f.Sniff == nil {
			continue
		}
		if n := f.Sniff(text); n > score {
			best, score = f, n
		}
	}
	return best, score
}

// Named are the kinds whose files have this base name. A name without wildcards
// says more than a pattern.
func (fs Formats) Named(name string) Formats {
	base := baseName(name)
	var named, exact Formats
	for _, f := range fs {
		if matches(f.Names, base) {
			named = append(named, f)
		}
		if slices.Contains(f.Names, base) {
			exact = append(exact, f)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return named
}

// Possible are the kinds that a file of this name may be of: also those of less
// telling names, and those that only its content tells.
func (fs Formats) Possible(name string) Formats {
	possible := fs.sharing(name)
	for _, f := range fs {
		if matches(f.Names, baseName(name)) {
			possible = append(possible, f)
		}
	}
	return possible
}

// sharing are the kinds of files that share this name with others.
func (fs Formats) sharing(name string) Formats {
	var sharing Formats
	for _, f := range fs {
		if matches(f.Shared, baseName(name)) {
			sharing = append(sharing, f)
		}
	}
	return sharing
}

func matches(patterns []string, base string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, _ := path.Match(pattern, base)
		return ok
	})
}

func baseName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// beginning decodes the first bytes of a file and tells whether it is binary:
// whether it holds a NUL that its encoding does not explain.
func beginning(raw []byte) (text []byte, binary bool) {
	raw = raw[:min(len(raw), sniffed)]
	charset := GuessCharset(raw)
	if charset == Latin1 || charset == UTF8 {
		switch {
		case bytes.HasPrefix(raw, []byte("<\x00\x00\x00")):
			charset = UTF32LE
		case bytes.HasPrefix(raw, []byte("\x00\x00\x00<")):
			charset = UTF32BE
		case bytes.HasPrefix(raw, []byte("<\x00")):
			charset = UTF16LE
		case bytes.HasPrefix(raw, []byte("\x00<")):
			charset = UTF16BE
		}
	}
	s := NewSource("", raw, Format{Charset: func([]byte) Charset { return charset }})
	return bytes.TrimPrefix(s.text, []byte("\uFEFF")), bytes.IndexByte(s.text, 0) >= 0
}
