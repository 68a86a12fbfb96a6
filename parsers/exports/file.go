package exports

import (
	"iter"
	"slices"

	"cfgtool/parsers"
)

// UnreadableRule is the rule of lines that are no export.
const UnreadableRule = "EXP001"

// Format is the table of a Linux host.
var Format = parsers.Format{
	ID:    "exports",
	Title: "NFS exports of Linux",
	Names: []string{"exports", "*.exports"},
	Parse: func(src *parsers.Source) parsers.Document { return parse(src, linuxWords, false) },
}

// DfstabFormat is the table of a Solaris host.
var DfstabFormat = parsers.Format{
	ID:    "dfstab",
	Title: "Solaris share commands",
	Names: []string{"dfstab"},
	Parse: func(src *parsers.Source) parsers.Document { return parse(src, shellWords, false) },
}

// Export is one file system that is shared.
type Export struct {
	Path    string       // as it is meant
	Span    parsers.Span // of the path as it is written
	Clients []Client     // of exports; with the default options of the line, whose Name is "-"
	Type    string       // of dfstab: what follows -F; "" for the default, nfs
	Options string       // of dfstab: what follows -o
	About   string       // of dfstab: what follows -d
}

// Client is who may mount an export, and how.
type Client struct {
	Name    string
	Options string // what is in the parentheses, or behind the "-"
	Span    parsers.Span
}

// File is a parsed table.
type File struct {
	src      *parsers.Source
	dialect  dialect
	exports  []Export
	comments []parsers.Span
	tiles    parsers.Tiling
	problems parsers.Problems
}

// word is a part of a line between white space.
type word struct {
	span  parsers.Span
	text  string
	fault string // why its meaning is not known
}

// dialect reads the words of one logical line, from its start.
type dialect struct {
	blank func(text []byte, at int) int       // bytes of white space at a place
	word  func(text []byte, at int) word      // the word that begins at a place
	entry func(words []word) (Export, string) // what they mean, or why they mean nothing
}

func parse(src *parsers.Source, d dialect, tiles bool) *File {
	f := &File{src: src, dialect: d, tiles: parsers.Tiling{On: tiles}, problems: parsers.Problems{List: slices.Clip(src.Problems())}}
	text := src.Text()
	at := src.Mark().End
	f.tiles.Lay(0, at, "byte order mark")
	for at < len(text) {
		at = f.line(text, at, d)
	}
	return f
}

// line reads a logical line, and returns where the next one begins.
func (f *File) line(text []byte, at int, d dialect) int {
	var words []word
	for at < len(text) {
		if n := d.blank(text, at); n > 0 {
			f.tiles.Lay(at, at+n, "white space")
			at += n
			continue
		}
		if n := parsers.BeginsWithEOL(text[at:]); n > 0 {
			f.tiles.Lay(at, at+n, "line end")
			at += n
			break
		}
		if text[at] == '#' {
			end := at + parsers.LineLength(text[at:])
			f.comments = append(f.comments, parsers.Span{Start: at, End: end})
			f.tiles.Lay(at, end, "comment")
			at = end
			continue
		}
		w := d.word(text, at)
		words = append(words, w)
		kind := "word"
		if w.fault != "" {
			kind = parsers.Unknown
		}
		f.tiles.Lay(w.span.Start, w.span.End, kind)
		at = w.span.End
	}
	if words == nil {
		return at
	}
	whole := parsers.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End}
	e, why := Export{}, ""
	for _, w := range words {
		if why == "" {
			why = w.fault
		}
	}
	if why == "" {
		e, why = d.entry(words)
	}
	if why != "" {
		f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Warning, Span: whole, Message: why})
		return at
	}
	f.exports = append(f.exports, e)
	return at
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes and lines that are no export.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Exports are the file systems, in order. The slice must not be changed.
func (f *File) Exports() []Export { return f.exports }

// Comments are the comments, each from its "#" to the end of its line.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the words, and what is between them.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return parse(f.src, f.dialect, true).tiles.All() }

// Values yields each path as "export", and of exports each client as
// "export.client", with the number of the export from the second on.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		for i, e := range f.exports {
			path := parsers.Repetition("export", i+1)
			if !yield(parsers.Value{Path: path, Span: e.Span, Text: e.Path}) {
				return
			}
			for j, c := range e.Clients {
				if !yield(parsers.Value{Path: parsers.Repetition(path+".client", j+1), Span: c.Span, Text: string(f.src.Slice(c.Span))}) {
					return
				}
			}
		}
	}
}
