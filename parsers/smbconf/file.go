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
	within  string       // the same, plain
	Name    string       // as it is written
	Value   string       // as it is meant
	Span    parsers.Span // of the value as it is written, with its continuations
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
	parameters []Parameter
	comments   []parsers.Span
	tiles      parsers.Tiling
	problems   parsers.Problems

	known map[string]int   // the sections by plain name
	of    map[string][]int // the parameters of each, by plain name
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
	i, ok := f.known[plain(name)]
	if !ok {
		return Section{}, false
	}
	return f.sections[i], true
}

// Parameters are all parameters in order. The slice must not be changed.
func (f *File) Parameters() []Parameter { return f.parameters }

// Get is the parameter of a section that counts: the last with one of these
// names, which are synonyms.
func (f *File) Get(section string, names ...string) (found Parameter, ok bool) {
	for _, i := range f.of[plain(section)] {
		if slices.ContainsFunc(names, f.parameters[i].Is) {
			found, ok = f.parameters[i], true
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
		within, prefix := "", "/"
		for _, p := range f.parameters {
			if p.within != within {
				within, prefix = p.within, parsers.Short(p.within)+"/"
			}
			path := prefix + plain(p.Name)
			seen[path]++
			if !yield(parsers.Value{Path: parsers.Repetition(path, seen[path]), Span: p.Span, Text: p.Value, Secret: parsers.Secret(p.Name, p.Value)}) {
				return
			}
		}
	}
}
