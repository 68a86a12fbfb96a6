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
	Type    string       // of dfstab: what follows -F; "" for the default, nfs
	Options string       // of dfstab: what follows -o
	About   string       // of dfstab: what follows -d

	clients words
}

// Clients yields those of an entry of exports, in order; with the default options of
// the line, whose Name is "-".
func (e Export) Clients() iter.Seq[Client] {
	return func(yield func(Client) bool) {
		for i := range e.clients.starts {
			if c, _ := client(e.clients.at(i)); !yield(c) {
				return
			}
		}
	}
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
	starts   []uint32 // of the lines that are exports
	last     Export   // of the line that was read last
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

// words are the words of a line, each read when it is asked for.
type words struct {
	text   []byte
	read   func(text []byte, at int) word
	starts []uint32
}

func (w words) at(i int) word { return w.read(w.text, int(w.starts[i])) }

// from are the words from one on.
func (w words) from(i int) words {
	w.starts = w.starts[i:]
	return w
}

// dialect reads the words of one logical line, from its start.
type dialect struct {
	blank func(text []byte, at int) int  // bytes of white space at a place
	word  func(text []byte, at int) word // the word that begins at a place
	entry func(w words) (Export, string) // what they mean, or why they mean nothing
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
	line := words{text: text, read: d.word}
	start, whole, why := at, parsers.Span{}, ""
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
		if len(line.starts) == 0 {
			whole.Start = at
		}
		line.starts = append(line.starts, uint32(at))
		whole.End = w.span.End
		if why == "" {
			why = w.fault
		}
		kind := "word"
		if w.fault != "" {
			kind = parsers.Unknown
		}
		f.tiles.Lay(w.span.Start, w.span.End, kind)
		at = w.span.End
	}
	if line.starts == nil {
		return at
	}
	var e Export
	if why == "" {
		e, why = d.entry(line)
	}
	if why != "" {
		f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Warning, Span: whole, Message: why})
		return at
	}
	f.starts, f.last = append(f.starts, uint32(start)), e
	return at
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes and lines that are no export.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Exports yields the file systems, in order. Each line is read when it is asked for.
func (f *File) Exports() iter.Seq[Export] {
	return func(yield func(Export) bool) {
		for _, start := range f.starts {
			var one File
			one.line(f.src.Text(), int(start), f.dialect)
			if !yield(one.last) {
				return
			}
		}
	}
}

// Comments are the comments, each from its "#" to the end of its line.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the words, and what is between them.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return parse(f.src, f.dialect, true).tiles.All() }

// Values yields each path as "export", and of exports each client as
// "export.client", with the number of the export from the second on.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		i := 0
		for e := range f.Exports() {
			i++
			path := parsers.Repetition("export", i)
			if !yield(parsers.Value{Path: path, Span: e.Span, Text: e.Path}) {
				return
			}
			j := 0
			for c := range e.Clients() {
				j++
				if !yield(parsers.Value{Path: parsers.Repetition(path+".client", j), Span: c.Span, Text: string(f.src.Slice(c.Span))}) {
					return
				}
			}
		}
	}
}
