package smbconf

import (
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// UnreadableRule is the rule of lines that are neither section nor parameter.
const UnreadableRule = "SMB001"

// Format is the configuration of Samba.
var Format = parsers.Format{
	ID:    "smbconf",
	Title: "Samba configuration",
	Names: []string{"smb.conf"},
	Parse: func(src *parsers.Source) parsers.Document { return Parse(src) },
}

// Global is the section of parameters that stand before any.
const Global = "global"

// Parameter is one parameter of a section.
type Parameter struct {
	Section string       // as it is written in the first head of the section
	Name    string       // as it is written
	Value   string       // as it is meant
	Span    parsers.Span // of the value as it is written, with its continuations
}

// parameter is where one stands; it is read when it is asked for, since a file may have
// hundreds of thousands.
type parameter struct {
	name, nameEnd, value, end uint32 // offsets
	in                        int32  // its group
	next                      int32  // the next one of the group; 0 is none
}

// group is the parameters of a section, wherever its heads are.
type group struct {
	name, plain string
	headed      bool // it has a head
	section     int  // which section that is
	first, last int32
}

// Is reports whether the parameter has this name.
func (p Parameter) Is(name string) bool { return plain(p.Name) == plain(name) }

// Section is a head in brackets.
type Section struct {
	Name string
	Span parsers.Span // of the name
}

// File is a parsed smb.conf.
type File struct {
	src        *parsers.Source
	sections   []Section
	parameters []parameter // from 1 on
	groups     []group     // the first is of those before any head
	comments   []parsers.Span
	tiles      parsers.Tiling
	problems   parsers.Problems

	known map[string]int // the groups by plain name
}

// plain is a name without what does not matter in it.
func plain(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, name))
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes and lines that are of no form.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Sections are the heads, each section once, in order. The slice must not be changed.
func (f *File) Sections() []Section { return f.sections }

// Shares are the sections that are offered to clients: all but [global],
// [homes] and [printers], which smb.conf(5) calls special.
func (f *File) Shares() []Section {
	return slices.DeleteFunc(slices.Clone(f.sections), func(s Section) bool {
		return slices.Contains([]string{Global, "homes", "printers"}, plain(s.Name))
	})
}

// Section finds a section by its name.
func (f *File) Section(name string) (Section, bool) {
	if i, ok := f.known[plain(name)]; ok && f.groups[i].headed {
		return f.sections[f.groups[i].section], true
	}
	return Section{}, false
}

// Parameters yields all parameters in order.
func (f *File) Parameters() iter.Seq[Parameter] {
	return func(yield func(Parameter) bool) {
		for _, p := range f.parameters[1:] {
			if !yield(f.read(p)) {
				return
			}
		}
	}
}

// read is what stands where a parameter is.
func (f *File) read(p parameter) Parameter {
	text := f.src.Text()
	return Parameter{Section: f.groups[p.in].name, Name: strings.Trim(join(text[p.name:p.nameEnd]), blanks),
		Value: strings.Trim(join(text[p.value:p.end]), " \t"), Span: parsers.Span{Start: int(p.value), End: int(p.end)}}
}

// Get is the parameter of a section that counts: the last with one of these
// names, which are synonyms.
func (f *File) Get(section string, names ...string) (found Parameter, ok bool) {
	g, known := f.known[plain(section)]
	if !known {
		return found, false
	}
	for i := f.groups[g].first; i > 0; i = f.parameters[i].next {
		if p := f.read(f.parameters[i]); slices.ContainsFunc(names, p.Is) {
			found, ok = p, true
		}
	}
	return found, ok
}

// Comments are the comments, without indentation and line end.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the parts of every line.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return parse(f.src, true).tiles.All() }

// Values yields each parameter as "section/name", in small letters and without
// blanks, from the second of a path on with its number.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int)
		in, prefix := int32(-1), ""
		for _, at := range f.parameters[1:] {
			if at.in != in {
				in, prefix = at.in, parsers.Short(f.groups[at.in].plain)+"/"
			}
			p := f.read(at)
			path := prefix + plain(p.Name)
			seen[path]++
			if !yield(parsers.Value{Path: parsers.Repetition(path, seen[path]), Span: p.Span, Text: p.Value, Secret: parsers.Secret(p.Name, p.Value)}) {
				return
			}
		}
	}
}
