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
	Words []parsers.Span
	Span  parsers.Span // from its first word to its ";" or "}"
	Block bool
}

// statement is a Statement in little room.
type statement struct {
	start, end uint32 // its Span
	next       uint32 // behind it and those in its block, in File.statements
	depth      uint16 // how many blocks it is in
	block      bool
}

// span is where the statement is.
func (s statement) span() parsers.Span { return parsers.Span{Start: int(s.start), End: int(s.end)} }

// whole is the statement with its words.
func (f *File) whole(s statement) *Statement {
	return &Statement{Words: f.wordsFrom(s), Span: s.span(), Block: s.block}
}

// File is a parsed dhcpd.conf.
type File struct {
	src        *parsers.Source
	statements []statement // each before those in its block
	comments   []parsers.Span
	tiles      parsers.Tiling
	problems   parsers.Problems
	unread     []parsers.Span // what problems are about
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes, and strings and blocks that are not closed.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Statements yields those outside of blocks, in order.
func (f *File) Statements() iter.Seq[*Statement] {
	return func(yield func(*Statement) bool) {
		for i := 0; i < len(f.statements); i = int(f.statements[i].next) {
			if !yield(f.whole(f.statements[i])) {
				return
			}
		}
	}
}

// Comments are the comments, each from its "#" to the end of its line.
func (f *File) Comments() []parsers.Span { return f.comments }

// Tiles yields the tokens and what is between them.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return parse(f.src, true).tiles.All() }

// Has reports whether a statement outside of blocks begins with this word, in
// any case.
func (f *File) Has(keyword string) bool {
	for s := range f.Statements() {
		if len(s.Words) > 0 && strings.EqualFold(string(f.src.Slice(s.Words[0])), keyword) {
			return true
		}
	}
	return false
}

// words are some words of a statement, with a blank between them.
func (f *File) words(words []parsers.Span) string {
	var all []string
	for _, w := range words {
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
		prefixes := []string{""} // of each depth
		for _, at := range f.statements {
			s, prefix := f.whole(at), prefixes[at.depth]
			if s.Block {
				prefixes = append(prefixes[:at.depth+1], parsers.Short(prefix+f.words(s.Words))+"/")
				continue
			}
			v := f.value(prefix, s)
			seen[v.Path]++
			v.Path = parsers.Repetition(v.Path, seen[v.Path])
			if !yield(v) {
				return
			}
		}
	}
}

// value is what a parameter says, under its path without a number.
func (f *File) value(prefix string, s *Statement) parsers.Value {
	name := 1
	if len(s.Words) > 1 && strings.EqualFold(string(f.src.Slice(s.Words[0])), "option") {
		name = 2
	}
	path := prefix + f.words(s.Words[:min(name, len(s.Words))])
	at := parsers.Span{Start: s.Span.End - 1, End: s.Span.End - 1}
	if len(s.Words) > name {
		at = parsers.Span{Start: s.Words[name].Start, End: s.Words[len(s.Words)-1].End}
	} else if len(s.Words) > 0 {
		at.Start, at.End = s.Words[len(s.Words)-1].End, s.Words[len(s.Words)-1].End
	}
	text := f.words(s.Words[min(name, len(s.Words)):])
	return parsers.Value{Path: path, Span: at, Text: text, Secret: !defines(text) && parsers.Secret(path, text)}
}

// Last is the last statement outside of blocks that is these words and nothing
// else, in any case, or nil.
func (f *File) Last(words ...string) *Statement {
	for _, at := range slices.Backward(f.statements) {
		if at.depth == 0 && !at.block {
			if s := f.whole(at); f.is(s, words) {
				return s
			}
		}
	}
	return nil
}

// Inside reports whether a block holds such a statement, at any depth.
func (f *File) Inside(words ...string) bool {
	return slices.ContainsFunc(f.statements, func(s statement) bool { return s.depth > 0 && !s.block && f.is(f.whole(s), words) })
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
		if body := f.body(c); len(before) == 0 && body != nil && body.is(body.whole(body.statements[0]), words) && !within(f.statements, c) {
			found = append(found, c)
		}
	}
	return found
}

// within reports whether a place is between the words of one of the statements.
func within(statements []statement, at parsers.Span) bool {
	i, there := slices.BinarySearchFunc(statements, at.Start, func(s statement, start int) int { return int(s.start) - start })
	if !there {
		i--
	}
	return i >= 0 && !statements[i].block && statements[i].span().Contains(at)
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
	at := int(f.statements[0].start)
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
