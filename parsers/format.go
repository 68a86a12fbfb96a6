package parsers

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
)

// Format is one kind of file. Kinds refine each other: a gateway file is a
// properties file, a clconf.xml is XML. Rules for a kind run on all that refine it.
type Format struct {
	ID    string   // names the kind on the command line and in output, such as "properties"
	Base  string   // the ID of the kind that this one refines, or ""
	Title string   // for people, such as "Java properties"
	Names []string // patterns for base names, as for path.Match

	// Sniff scores the beginning of a text, without its byte order mark, from
	// 0, certainly not this kind, to 100, certainly this kind. Nil is never.
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

// Named reports whether a file's name alone tells its kind.
func (fs Formats) Named(name string) bool { return len(fs.named(baseName(name))) > 0 }

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

// Detect tells the kind of a file by its base name, and where no kind has that
// name, or several do, by its content. A binary file is known only by name.
func (fs Formats) Detect(name string, raw []byte) (Format, error) {
	named := fs.named(baseName(name))
	if len(named) == 1 {
		return named[0], nil
	}
	candidates := named
	if len(named) == 0 {
		candidates = fs
	}
	text, binary := beginning(raw)
	best, score := Format{}, 0
	for _, f := range candidates {
		if f.Sniff == nil {
			continue
		}
		if n := f.Sniff(text); n > score {
			best, score = f, n
		}
	}
	switch {
	case len(named) > 0 && score == 0:
		return named[0], nil
	case binary && len(named) == 0:
		return Format{}, fmt.Errorf("%s: %w", name, ErrBinary)
	case score == 0:
		return Format{}, fmt.Errorf("%s: %w", name, ErrUnknownFormat)
	}
	return best, nil
}

func baseName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

func (fs Formats) named(base string) Formats {
	var named Formats
	for _, f := range fs {
		for _, pattern := range f.Names {
			if ok, _ := path.Match(pattern, base); ok {
				named = append(named, f)
				break
			}
		}
	}
	// A name without wildcards says more than a pattern.
	var exact Formats
	for _, f := range named {
		for _, pattern := range f.Names {
			if pattern == base {
				exact = append(exact, f)
				break
			}
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return named
}

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
