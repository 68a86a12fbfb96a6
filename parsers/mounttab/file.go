package mounttab

import (
	"fmt"
	"strings"
	"sync"

	"cfgtool/parsers"
)

// UnreadableRule is the rule of lines that are no entry, comment or blank.
const UnreadableRule = "FST001"

// File is a parsed mount table.
type File struct {
	src      *parsers.Source
	text     string // of src, so that fields are slices of it
	dialect  Dialect
	mark     int // bytes of the byte order mark
	lines    []Line
	entries  []Entry
	cells    []cell // of the entries
	order    []Column
	problems parsers.Problems
	binary   bool

	spreadOnce sync.Once
	spreads    *spread
}

// Parse reads src as a table of the dialect. It never fails; see Problems.
func Parse(src *parsers.Source, d Dialect) *File {
	f := &File{src: src, text: src.TextString(), dialect: d, mark: src.Mark().End, order: grammars[d].order, problems: parsers.Problems{List: src.Problems()}}
	if d == Mnttab && strings.IndexByte(f.text, 0) >= 0 {
		f.binary = true
		f.lines = []Line{{Kind: Bad, bodyEnd: uint32(len(f.text)), eol: uint32(len(f.text)), end: uint32(len(f.text))}}
		f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Error,
			Message: "this is a binary mount table of System V, which is not read"})
		return f
	}
	f.lines = make([]Line, 0, strings.Count(f.text, "\n")+1)
	entries, options := 0, 0 // at most
	for at := f.mark; at < len(f.text); {
		l := nextLine(f.text, at)
		at = int(l.end)
		f.lines = append(f.lines, l)
		if l.Kind != Mount || !f.several(l) {
			continue
		}
		entries++
		options++
		if commas := strings.Count(f.text[l.body:l.bodyEnd], ","); commas < maxOptions {
			options += commas
		}
	}
	f.entries = make([]Entry, 0, entries)
	f.cells = make([]cell, 0, (entries+1)*len(f.order)) // and those of a line that comes to be none
	list := make([]Option, 0, options)
	for i := range f.lines {
		list = f.read(i, list)
	}
	return f
}

// several reports whether a line has so many fields that it may be an entry.
func (f *File) several(l Line) bool {
	at := int(l.body)
	for range 2 {
		at = skipBlanks(f.text, skipField(f.text, at, int(l.bodyEnd)), int(l.bodyEnd))
	}
	return at < int(l.bodyEnd)
}

// maxOptions is how many commas a line may have. The kernel takes one page of options
// from mount(2), 4096 bytes on most machines, so that no mount has as many.
const maxOptions = 100_000

// read takes the line with this index apart, and appends the options of its entry to list.
func (f *File) read(i int, list []Option) []Option {
	l := &f.lines[i]
	if nul := strings.IndexByte(f.text[l.start:l.end], 0); nul >= 0 {
		l.Kind = Bad
		at := l.start + uint32(nul)
		f.problem(*l, &fault{cell{at, at + 1}, "the line holds a NUL"})
		return list
	}
	if l.Kind != Mount {
		return list
	}
	if l.end-l.start > maxOptions && strings.Count(f.text[l.body:l.bodyEnd], ",") >= maxOptions {
		l.Kind = Bad
		f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Error, Span: l.Body(),
			Message: fmt.Sprintf("the line has %d commas or more, and no mount has so many options; it is not read", maxOptions)})
		return list
	}
	g := grammars[f.dialect]
	s := scanner{text: f.text, at: int(l.body), end: int(l.eol), bodyEnd: int(l.bodyEnd), latin1: f.latin1(), octal: g.octal}
	first := len(f.cells)
	f.cells = append(f.cells, make([]cell, len(g.order))...)
	f.entries = append(f.entries, Entry{line: int32(i), order: &f.order, cells: f.cells[first:]})
	e := &f.entries[len(f.entries)-1]
	var bad *fault
	switch {
	case f.dialect == Mountinfo:
		bad = s.mountinfo(e)
	case g.most > 0:
		bad = s.fixed(e, g)
	default:
		bad = s.linux(e)
	}
	if bad == nil {
		bad = f.mean(e, &s, g)
	}
	if bad != nil {
		l.Kind = Bad
		f.entries, f.cells = f.entries[:len(f.entries)-1], f.cells[:first]
		f.problem(*l, bad)
		return list
	}
	l.entry = int32(len(f.entries) - 1)
	for i, c := range g.order {
		at := e.cells[i]
		if c != Options || at.start == at.end || f.text[at.start:at.end] == g.none {
			continue
		}
		from, hidden := len(list), 0
		list, hidden = splitOptions(list, f.text, int(at.start), int(at.end), g.octal, f.latin1())
		e.Options, e.Hidden = list[from:len(list):len(list)], int32(max(hidden, 0))
	}
	return list
}

// mean gives the fields their meaning.
func (f *File) mean(e *Entry, s *scanner, g grammar) *fault {
	for i, c := range g.order {
		at := e.cells[i]
		switch c {
		case Source:
			e.Source = s.mean(at)
		case Target:
			e.Target = s.mean(at)
		case Type:
			e.Type = s.mean(at)
		case AtBoot:
			if v := f.text[at.start:at.end]; v != "yes" && v != "no" {
				return &fault{at, `"mount at boot" is yes or no`}
			}
		case Time:
			if !decimal(f.text[at.start:at.end]) {
				return &fault{at, "the time is no number of seconds"}
			}
		case Pass:
			if f.dialect != Vfstab {
				continue
			}
			v := f.text[at.start:at.end]
			if v != "-" && !decimal(v) {
				return &fault{at, `"fsck pass" is a number or "-"`}
			}
			if v != "-" {
				for _, d := range []byte(v) {
					e.Pass = min(e.Pass, 1<<26)*10 + int32(d-'0')
				}
			}
		}
	}
	return nil
}

func (f *File) latin1() bool { return f.src.Charset() == parsers.Latin1 }

// Dialect is the dialect that the file is read as.
func (f *File) Dialect() Dialect { return f.dialect }

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes, and the lines that could not be read.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Mark is the byte order mark at the start of the text, or empty. Linux takes
// it for the first characters of the first line.
func (f *File) Mark() parsers.Span { return span(0, f.mark) }

// Lines are the lines in order. They cover the text behind the byte order mark
// without a gap. The slice must not be changed.
func (f *File) Lines() []Line { return f.lines }

// Entries are the mounts in order. The slice must not be changed.
func (f *File) Entries() []Entry { return f.entries }

// EntryOn is the entry of a line, or nil where it has none.
func (f *File) EntryOn(l Line) *Entry {
	if l.Kind != Mount {
		return nil
	}
	return &f.entries[l.entry]
}

// LineOf is the line of an entry.
func (f *File) LineOf(e *Entry) Line { return f.lines[e.line] }

// At is the first entry with this mount point, or, where there is none, with
// this source, which is what swap areas go by; or nil.
func (f *File) At(name string) *Entry {
	for i := range f.entries {
		if f.entries[i].Target == name {
			return &f.entries[i]
		}
	}
	for i := range f.entries {
		if f.entries[i].Source == name {
			return &f.entries[i]
		}
	}
	return nil
}

// Field is what a field of the entry means: "" where it is left out.
func (f *File) Field(e *Entry, c Column) string {
	if !e.Has(c) {
		return ""
	}
	at := e.Span(c)
	if !grammars[f.dialect].octal {
		return f.text[at.Start:at.End]
	}
	return decode(f.text[at.Start:at.End], f.latin1())
}

// Written is a field of the entry as it stands in the file.
func (f *File) Written(e *Entry, c Column) string {
	at := e.Span(c)
	return f.text[at.Start:at.End]
}

// SuperOptions are the file system's options of a line of mountinfo.
func (f *File) SuperOptions(e *Entry) []Option {
	if !e.Has(Super) {
		return nil
	}
	at := e.Span(Super)
	options, _ := splitOptions(nil, f.text, at.Start, at.End, true, f.latin1())
	return options
}
