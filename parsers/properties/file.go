package properties

import (
	"bytes"
	"iter"

	"cfgtool/parsers"
)

// Format is any Java properties file.
var Format = parsers.Format{
	ID:    "properties",
	Title: "Java properties",
	Names: []string{"*.properties"},
	Sniff: sniff,
	Parse: func(src *parsers.Source) parsers.Document { return Parse(src) },
}

// MalformedEscapeRule is the rule of a "\u" without four hexadecimal digits.
const MalformedEscapeRule = "PRP001"

// File is a parsed properties file.
type File struct {
	src      *parsers.Source
	mark     int // bytes of the byte order mark
	lines    []Line
	problems parsers.Problems
}

// Parse lays lines over the text of src. It never fails; see Problems.
func Parse(src *parsers.Source) *File {
	f := &File{src: src, mark: src.Mark().End, problems: parsers.Problems{List: src.Problems()}}
	text := src.Text()
	f.lines = make([]Line, 0, bytes.Count(text, []byte("\n"))+bytes.Count(text, []byte("\r"))+1)
	for s := (scanner{text: text, pos: f.mark}); s.pos < len(text); {
		line := s.next()
		f.lines = append(f.lines, line)
		if line.Kind == Pair {
			f.examine(line.Key())
			f.examine(line.Value())
		}
	}
	return f
}

// examine records the malformed escapes of a key or value.
func (f *File) examine(written parsers.Span) {
	text := f.src.Slice(written)
	if !hasBackslash(text) {
		return
	}
	unescape(text, func(at int) {
		start := written.Start + at
		f.problems.Add(parsers.Problem{
			Rule: MalformedEscapeRule, Severity: parsers.Error,
			Span:    parsers.Span{Start: start, End: start + len(`\u`)},
			Message: `\u without four hexadecimal digits: Java refuses to load the file`,
		})
	})
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes and malformed \u escapes.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Lines are the logical lines in order. They cover the text behind the byte
// order mark without a gap. The slice must not be changed.
func (f *File) Lines() []Line { return f.lines }

// Key is the meaning of the line's key.
func (f *File) Key(l Line) string { return f.meaning(l.Key()) }

// Value is the meaning of the line's value.
func (f *File) Value(l Line) string { return f.meaning(l.Value()) }

// meaning is what a part of the text means: the text itself where nothing is escaped.
func (f *File) meaning(written parsers.Span) string {
	if text := f.src.Slice(written); hasBackslash(text) {
		return unescape(text, nil)
	}
	return f.src.TextString()[written.Start:written.End]
}

// Pairs yields the pairs with this key, in order. Java keeps the last.
func (f *File) Pairs(key string) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for _, l := range f.lines {
			if l.Kind == Pair && f.Key(l) == key && !yield(l) {
				return
			}
		}
	}
}

// Get is the value that Java has under the key: that of its last pair.
func (f *File) Get(key string) (value string, ok bool) {
	for l := range f.Pairs(key) {
		value, ok = f.Value(l), true
	}
	return value, ok
}

// Values yields each pair's value under its key; from the second pair of a key
// on, the path ends in [2], [3] ….
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int)
		for _, l := range f.lines {
			if l.Kind != Pair {
				continue
			}
			key := f.Key(l)
			seen[key]++
			v := parsers.Value{Path: parsers.Repetition(key, seen[key]), Span: l.Value(), Text: f.Value(l)}
			v.Secret = parsers.Secret(key, v.Text)
			if !yield(v) {
				return
			}
		}
	}
}

// KeyedValues yields the same with keys for paths, as parsers.Keyed says.
func (f *File) KeyedValues() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		for _, l := range f.lines {
			if l.Kind != Pair {
				continue
			}
			key := f.Key(l)
			v := parsers.Value{Path: key, Span: l.Value(), Text: f.Value(l)}
			v.Secret = parsers.Secret(key, v.Text)
			v.Path = v.Key()
			if !yield(v) {
				return
			}
		}
	}
}

// HiddenValues are the places of the hidden ones among the values that overlap a part of the text.
func (f *File) HiddenValues(within parsers.Span) iter.Seq[parsers.Span] {
	return func(yield func(parsers.Span) bool) {
		for _, l := range f.lines {
			if l.Kind != Pair || !l.Value().Overlaps(within) {
				continue
			}
			if parsers.HiddenValue(f.Key(l), f.Value(l), f.src.Slice(l.Value())) && !yield(l.Value()) {
				return
			}
		}
	}
}

// Comments are the comment lines, without indentation and line end.
func (f *File) Comments() []parsers.Span {
	n := 0
	for _, l := range f.lines {
		if l.Kind == Comment {
			n++
		}
	}
	comments := make([]parsers.Span, 0, n)
	for _, l := range f.lines {
		if l.Kind == Comment {
			comments = append(comments, l.Value())
		}
	}
	return comments
}

// Tiles yields the parts of every line.
func (f *File) Tiles() iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		tile := func(s parsers.Span, kind string) bool {
			return s.Empty() || yield(parsers.Tile{Span: s, Kind: kind})
		}
		if !tile(parsers.Span{End: f.mark}, "byte order mark") {
			return
		}
		for _, l := range f.lines {
			value := "value"
			if l.Kind == Comment {
				value = "comment"
			}
			if !tile(l.Indent(), "indent") || !tile(l.Key(), "key") || !tile(l.Separator(), "separator") ||
				!tile(l.Value(), value) || !tile(l.EOL(), "line end") {
				return
			}
		}
	}
}

// sniff scores a text: every natural line must be blank, a comment, a
// continuation, or look like key=value. Where most are key:value it is far more
// often YAML, a table of accounts, or the head of a mail.
func sniff(text []byte) int {
	f := Parse(parsers.NewSource("", text, parsers.Format{}))
	pairs, colons := 0, 0
	for _, l := range f.lines {
		if l.Kind != Pair || l.EOL().Empty() && pairs > 0 {
			continue // the last line may be cut off
		}
		separator := f.src.Slice(l.Separator())
		if !plainKey(f.src.Slice(l.Key())) || !signed(separator) {
			return 0
		}
		pairs++
		colons += bytes.Count(separator, []byte(":"))
	}
	if pairs == 0 || colons > pairs/2 {
		return 0
	}
	return parsers.Weak - 10
}

// plainKey reports whether a key is written as people write keys.
func plainKey(key []byte) bool {
	for _, c := range key {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && c != '.' && c != '_' && c != '-' {
			return false
		}
	}
	return len(key) > 0
}

func signed(separator []byte) bool {
	for _, c := range separator {
		if c == '=' || c == ':' {
			return true
		}
	}
	return false
}
