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
	problems   parsers.Problems
	unread     []parsers.Span // what problems are about
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes, and strings and blocks that are not closed.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Statements are those outside of blocks, in order. The slice must not be changed.
func (f *File) Statements() []*Statement { return f.statements }

// Comments are the comments, each from its "#" to the end of its line.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the tokens and what is between them.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return parse(f.src, true).tiles.All() }

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
					if !walk(parsers.Short(prefix+f.words(s, 0))+"/", s.Children) {
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
				text := f.words(s, name)
				if !yield(parsers.Value{Path: parsers.Repetition(path, seen[path]), Span: at, Text: text, Secret: !defines(text) && parsers.Secret(path, text)}) {
					return false
				}
			}
			return true
		}
		walk("", f.statements)
	}
}

// Last is the last statement outside of blocks that is these words and nothing
// else, in any case, or nil.
func (f *File) Last(words ...string) *Statement {
	for _, s := range slices.Backward(f.statements) {
		if f.is(s, words) {
			return s
		}
	}
	return nil
}

// Inside reports whether a block holds such a statement, at any depth.
func (f *File) Inside(words ...string) bool {
	var holds func(s *Statement) bool
	holds = func(s *Statement) bool {
		return slices.ContainsFunc(s.Children, func(c *Statement) bool { return f.is(c, words) || holds(c) })
	}
	return slices.ContainsFunc(f.statements, holds)
}

func (f *File) is(s *Statement, words []string) bool {
	return !s.Block && slices.EqualFunc(s.Words, words, func(at parsers.Span, w string) bool { return strings.EqualFold(string(f.src.Slice(at)), w) })
}

// CommentedOut are the comments that fill their line and without their "#" are one
// statement of these words. A comment may stand behind it.
func (f *File) CommentedOut(words ...string) []parsers.Span {
	var found []parsers.Span
	for _, c := range f.comments {
		line := f.src.Line(f.src.Position(c.Start).Line)
		before := bytes.TrimLeft(f.src.Slice(parsers.Span{Start: line.Start, End: c.Start}), " \t\uFEFF")
		if body := f.body(c); len(before) == 0 && body != nil && body.is(body.statements[0], words) && !within(f.statements, c) {
			found = append(found, c)
		}
	}
	return found
}

// within reports whether a place is between the words of one of the statements, or
// of those in their blocks. They are in the order of their places.
func within(statements []*Statement, at parsers.Span) bool {
	i, there := slices.BinarySearchFunc(statements, at.Start, func(s *Statement, start int) int { return s.Span.Start - start })
	if !there {
		i--
	}
	if i < 0 {
		return false
	}
	if s := statements[i]; s.Block {
		return within(s.Children, at)
	}
	return statements[i].Span.Contains(at)
}

// body is what a comment holds behind its "#", where that is one statement, or nil.
func (f *File) body(comment parsers.Span) *File {
	body := Parse(parsers.NewSource("", f.src.Slice(parsers.Span{Start: comment.Start + 1, End: comment.End}), Format))
	if len(body.statements) != 1 || len(body.problems.List) > 0 {
		return nil
	}
	return body
}

// Uncomment takes the "#" of a comment away, so that the statement in it counts.
// Nothing else moves. It fails where what is left would not be one statement.
func (f *File) Uncomment(comment parsers.Span, why string) ([]parsers.Edit, error) {
	if f.body(comment) == nil {
		return nil, fmt.Errorf("%s:%v: the comment is not one statement", f.src.Name(), f.src.Position(comment.Start))
	}
	return []parsers.Edit{{Span: parsers.Span{Start: comment.Start, End: comment.Start + 1}, Why: why}}, nil
}

// Affirm takes "not" away from a statement that begins with it, up to its next
// word. It fails where a comment stands between the two.
func (f *File) Affirm(s *Statement, why string) ([]parsers.Edit, error) {
	between := parsers.Span{Start: s.Words[0].End, End: s.Words[min(1, len(s.Words)-1)].Start}
	if len(s.Words) < 2 || len(bytes.TrimLeft(f.src.Slice(between), " \t\r\n\f\v")) > 0 {
		return nil, fmt.Errorf("%s:%v: a comment stands in the statement", f.src.Name(), f.src.Position(s.Span.Start))
	}
	return []parsers.Edit{{Span: parsers.Span{Start: s.Words[0].Start, End: between.End}, Why: why}}, nil
}

// Prepend adds a statement on a line of its own before the first one, with that
// one's indentation and the line end of its line; in a file without any, at the end.
func (f *File) Prepend(statement, why string) ([]parsers.Edit, error) {
	if len(f.statements) == 0 {
		end := len(f.src.Text())
		if end > 0 && !lineEnd(f.src.Text()[end-1]) {
			return []parsers.Edit{{Span: parsers.Span{Start: end, End: end}, New: []byte("\n" + statement), Why: why}}, nil
		}
		return []parsers.Edit{{Span: parsers.Span{Start: end, End: end}, New: []byte(statement + "\n"), Why: why}}, nil
	}
	at := f.statements[0].Span.Start
	line := f.src.Line(f.src.Position(at).Line)
	indent := string(f.src.Slice(parsers.Span{Start: max(line.Start, f.src.Mark().End), End: at}))
	if strings.Trim(indent, " \t") != "" {
		indent = ""
	}
	return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(statement + f.eol(line) + indent), Why: why}}, nil
}

// eol is the line end of a line, or that of the first line where it has none.
func (f *File) eol(line parsers.Span) string {
	for _, at := range []int{line.End, f.src.Line(1).End} {
		switch rest := f.src.Text()[at:]; {
		case bytes.HasPrefix(rest, []byte("\r\n")):
			return "\r\n"
		case bytes.HasPrefix(rest, []byte("\r")):
			return "\r"
		}
	}
	return "\n"
}
