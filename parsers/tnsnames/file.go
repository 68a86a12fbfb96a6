package tnsnames

import (
	"bytes"
	"iter"

	"cfgtool/parsers"
)

const namesID = "tnsnames"

// Format is a file of net service names.
var Format = parsers.Format{
	ID:    namesID,
	Title: "Oracle net service names",
	Names: []string{"tnsnames.ora", "TNSNAMES.ORA"},
	Sniff: sniff,
	Parse: parse,
}

// ListenerFormat is the configuration of listeners.
var ListenerFormat = parsers.Format{
	ID:    "listener",
	Title: "Oracle listener configuration",
	Names: []string{"listener.ora", "LISTENER.ORA"},
	Sniff: sniffListener,
	Parse: parse,
}

// SqlnetFormat is the profile of a client or server.
var SqlnetFormat = parsers.Format{
	ID:    "sqlnet",
	Title: "Oracle Net profile",
	Names: []string{"sqlnet.ora", "SQLNET.ORA"},
	Sniff: sniffSqlnet,
	Parse: parse,
}

func parse(src *parsers.Source) parsers.Document { return Parse(src) }

// File is a parsed file of Oracle Net.
type File struct {
	src        *parsers.Source
	nodes      []node   // each before its descendants
	entries    []uint32 // indexes of nodes
	symbols    []string // names in upper case; the first is none
	comments   []parsers.Span
	problems   parsers.Problems
	unbalanced []int    // where those of parentheses are
	unsound    int      // the first problem that forbids every edit, or -1
	flush      []uint32 // the first parenthesis in column 1 of each entry
	hashes     []uint32 // the first "#" in quotes of each line
	strays     []uint32 // tokens inside entries that are no part of a value
	plain      bool
	readings   [2]func() Reading
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes and breaches of the grammar. They are errors
// where node-oracledb refuses the file for them, and else warnings.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Comments are the comments, each from its "#" to the end of its line.
func (f *File) Comments() []parsers.Span { return f.comments }

// Concealed are the comments that hold an entry of passwords, up to the one that
// closes its last parenthesis.
func (f *File) Concealed(parsers.Span) []parsers.Span {
	var spans []parsers.Span
	open := 0
	for _, c := range f.comments {
		text := bytes.TrimLeft(f.src.Slice(c), "# \t")
		if len(text) >= len(secretPrefix) && bytes.EqualFold(text[:len(secretPrefix)], []byte(secretPrefix)) {
			open = 0
		} else if open <= 0 {
			continue
		}
		spans = append(spans, c)
		open += bytes.Count(text, []byte("(")) - bytes.Count(text, []byte(")"))
	}
	return spans
}

// Tiles yields the tokens. Where node-oracledb refuses the file, those that no
// entry claims are unknown: entries without a name or a "=", text behind a list,
// and each ")" that closes nothing.
func (f *File) Tiles() iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		entries, strays := f.entries, f.strays
		if parsers.Errors(f.problems.List) == len(f.src.Problems()) {
			entries, strays = nil, nil
		}
		for s := (scanner{text: f.src.Text()}); s.pos < len(s.text); {
			t := s.next()
			for len(entries) > 0 && int(f.nodes[entries[0]].end) <= t.start {
				entries = entries[1:]
			}
			for len(strays) > 0 && int(strays[0]) < t.start {
				strays = strays[1:]
			}
			tile := parsers.Tile{Span: parsers.Span{Start: t.start, End: t.end}, Kind: kinds[t.kind]}
			switch {
			case t.kind < open: // blanks and comments are what they are
			case len(strays) > 0 && int(strays[0]) == t.start,
				len(entries) > 0 && int(f.nodes[entries[0]].start) <= t.start && !f.nodes[entries[0]].listed():
				tile.Kind = parsers.Unknown
			}
			if !yield(tile) {
				return
			}
		}
	}
}

// sniff knows net service names by their descriptors.
func sniff(text []byte) int {
	f := Parse(parsers.NewSource("", text, parsers.Format{}))
	for e := range f.Entries() {
		for c := range e.Children() {
			switch c.Key() {
			case "DESCRIPTION", "DESCRIPTION_LIST":
				return 60
			}
		}
	}
	return 0
}

// sniffListener knows a listener.ora by the list of its services.
func sniffListener(text []byte) int {
	upper := bytes.ToUpper(text)
	if bytes.Contains(upper, []byte("SID_LIST")) && bytes.Contains(upper, []byte("SID_DESC")) && sniffs(text, "SID_LIST_") {
		return 70
	}
	return 0
}

// sniffSqlnet knows a sqlnet.ora by parameters that are in no other file.
func sniffSqlnet(text []byte) int {
	if sniffs(text, "NAMES.DIRECTORY_PATH") || sniffs(text, "NAMES.DEFAULT_DOMAIN") || sniffs(text, "SQLNET.") {
		return 70
	}
	return 0
}

// sniffs reports whether an entry's name begins with prefix.
func sniffs(text []byte, prefix string) bool {
	f := Parse(parsers.NewSource("", text, parsers.Format{}))
	for e := range f.Entries() {
		if len(e.Key()) >= len(prefix) && e.Key()[:len(prefix)] == prefix {
			return true
		}
	}
	return false
}
