package tnsnames

import (
	"errors"
	"strings"
)

// Client is a reader of tnsnames.ora that other programs are made with.
type Client string

// The clients whose readings are known from their sources.
const (
	NodeThin   Client = "node-oracledb 26.0 (thin)"
	PythonThin Client = "python-oracledb (thin)"
)

// Reading is what a client makes of a file, without the files that it includes.
type Reading struct {
	Names    []string // in upper case, in the order in which the client meets them first
	Includes []string // the files that it goes on to read, in order; a missing one is an error for both
	Err      error    // why it refuses the file

	has    map[string]struct{} // the names
	values map[string]string   // the value of each name, as the client keeps it; nil where they are not asked for
}

// newReading is a reading without names, of a file with about so many entries.
func newReading(entries int) Reading {
	return Reading{Names: make([]string, 0, entries), has: make(map[string]struct{}, entries)}
}

// set gives a name its value, in the place of one that it had before.
func (r *Reading) set(name, value string) {
	if _, ok := r.has[name]; !ok {
		r.Names = append(r.Names, name)
		r.has[name] = struct{}{}
	}
	if r.values != nil {
		r.values[name] = value
	}
}

// finds reports whether a name is among those of the reading.
func (r Reading) finds(name string) bool {
	_, ok := r.has[name]
	return ok
}

// Missing are the names of other that r does not have.
func (r Reading) Missing(other Reading) []string {
	var missing []string
	for _, name := range other.Names {
		if !r.finds(name) {
			missing = append(missing, name)
		}
	}
	return missing
}

// Reading is what a client makes of the file.
func (f *File) Reading(c Client) Reading {
	if c == NodeThin {
		return f.readings[0]()
	}
	return f.readings[1]()
}

func (f *File) node() Reading { return readNode(f.src.TextString(), newReading(f.Likely())) }

func (f *File) python() Reading {
	return readPython(f.src.TextString(), newReading(f.Likely()))
}

// What a client refuses a file for.
var (
	errSyntax = errors.New("NJS-514: syntax error in connection string")
	errLength = errors.New("a descriptor of more than 4096 bytes")
	errDepth  = errors.New("a descriptor with more than 64 levels")
	errName   = errors.New("IndexError: list index out of range, for an empty name in a list of names")
)

// TooLong reports whether the client refuses the file for the length of a descriptor.
func (r Reading) TooLong() bool { return r.Err == errLength }

// isBreak reports whether a character ends a line for Python's str.splitlines.
func isBreak(r rune) bool {
	return strings.ContainsRune("\n\r\v\f\x1c\x1d\x1e\u0085\u2028\u2029", r)
}

// lastLine is the last line of s, or false where s is empty.
func lastLine(s string) (string, bool) {
	if s == "" {
		return "", false
	}
	s = strings.TrimSuffix(s, "\r\n")
	if lines := strings.FieldsFunc(s, isBreak); len(lines) > 0 {
		return lines[len(lines)-1], true
	}
	return "", true
}

// equalNames reports whether two readings find the same names.
func equalNames(a, b Reading) bool {
	return len(a.Names) == len(b.Names) && len(a.Missing(b)) == 0
}

// Agree reports whether two clients make the same of a file.
func Agree(a, b Reading) bool { return a.Err == nil && b.Err == nil && equalNames(a, b) }
