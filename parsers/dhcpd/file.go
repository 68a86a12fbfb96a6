package dhcpd

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// UnreadableRule is the rule of strings and blocks that are not closed.
const UnreadableRule = "DHC001"

// Format is the configuration of ISC's DHCP server.
var Format = parsers.Format{
	ID:    "dhcpd",
	Title: "ISC DHCP server configuration",
	Names: []string{"dhcpd.conf"},
	Parse: func(src *parsers.Source) parsers.Document { return Parse(src) },
}

// Statement is a parameter, which ends in ";", or a declaration with a block.
type Statement struct {
	Words    []parsers.Span
	Span     parsers.Span // from its first word to its ";" or "}"
	Block    bool
	Children []*Statement
}

// File is a parsed dhcpd.conf.
type File struct {
	src        *parsers.Source
	statements []*Statement
	comments   []parsers.Span
	tiles      parsers.Tiling
	problems   []parsers.Problem
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes, and strings and blocks that are not closed.
func (f *File) Problems() []parsers.Problem { return f.problems }

// Statements are those outside of blocks, in order. The slice must not be changed.
func (f *File) Statements() []*Statement { return f.statements }

// Comments are the comments, each from its "#" to the end of its line.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the tokens and what is between them.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return slices.Values(f.tiles) }

// Has reports whether a statement outside of blocks begins with this word, in
// any case.
func (f *File) Has(keyword string) bool {
	return slices.ContainsFunc(f.statements, func(s *Statement) bool {
		return len(s.Words) > 0 && strings.EqualFold(string(f.src.Slice(s.Words[0])), keyword)
	})
}

// words are the words of a statement from one on, with a blank between them.
func (f *File) words(s *Statement, from int) string {
	var all []string
	for _, w := range s.Words[min(from, len(s.Words)):] {
		all = append(all, string(f.src.Slice(w)))
	}
	return strings.Join(all, " ")
}

// Values yields each parameter's words behind its name, under the names of the
// declarations that it is in and its own, which for an option has two words:
// "subnet 10.0.0.0 netmask 255.0.0.0/option routers". From the second of a path
// on it has a number.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int)
		var walk func(prefix string, statements []*Statement) bool
		walk = func(prefix string, statements []*Statement) bool {
			for _, s := range statements {
				if s.Block {
					if !walk(prefix+f.words(s, 0)+"/", s.Children) {
						return false
					}
					continue
				}
				name := 1
				if len(s.Words) > 1 && strings.EqualFold(string(f.src.Slice(s.Words[0])), "option") {
					name = 2
				}
				path := prefix + f.words(&Statement{Words: s.Words[:min(name, len(s.Words))]}, 0)
				seen[path]++
				at := parsers.Span{Start: s.Span.End - 1, End: s.Span.End - 1}
				if len(s.Words) > name {
					at = parsers.Span{Start: s.Words[name].Start, End: s.Words[len(s.Words)-1].End}
				} else if len(s.Words) > 0 {
					at.Start, at.End = s.Words[len(s.Words)-1].End, s.Words[len(s.Words)-1].End
				}
				if !yield(parsers.Value{Path: parsers.Repetition(path, seen[path]), Span: at, Text: f.words(s, name), Secret: parsers.SecretKey(path)}) {
					return false
				}
			}
			return true
		}
		walk("", f.statements)
	}
}

// CommentedOut are the comments that, without their "#", are this statement and
// fill their line.
func (f *File) CommentedOut(statement string) []parsers.Span {
	var found []parsers.Span
	for _, c := range f.comments {
		line := f.src.Line(f.src.Position(c.Start).Line)
		before := bytes.TrimLeft(f.src.Slice(parsers.Span{Start: line.Start, End: c.Start}), " \t\uFEFF")
		body := bytes.Trim(f.src.Slice(c)[1:], " \t\f\v")
		if len(before) == 0 && strings.EqualFold(string(body), statement) {
			found = append(found, c)
		}
	}
	return found
}

// Uncomment takes the "#" of a comment away, so that the statement in it counts.
// Nothing else moves. It fails where what is left would not be one statement.
func (f *File) Uncomment(comment parsers.Span, why string) ([]parsers.Edit, error) {
	body := Parse(parsers.NewSource("", f.src.Slice(parsers.Span{Start: comment.Start + 1, End: comment.End}), Format))
	if len(body.statements) != 1 || len(body.problems) > 0 || len(body.comments) > 0 {
		return nil, fmt.Errorf("%s:%v: the comment is not one statement", f.src.Name(), f.src.Position(comment.Start))
	}
	return []parsers.Edit{{Span: parsers.Span{Start: comment.Start, End: comment.Start + 1}, Why: why}}, nil
}
