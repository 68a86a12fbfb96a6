package respfile

import (
	"fmt"
	"iter"
	"slices"

	"cfgtool/parsers"
)

// FormlessRule is the rule of a line that has no form.
const FormlessRule = "RSP001"

// maxFormless bounds the problems of a file that is no response file at all;
// the last one tells how many more there are.
const maxFormless = 10

// File is a parsed response file.
type File struct {
	src      *parsers.Source
	profile  *Profile // nil unless the file is one of Opsware SAS
	scan     scanner
	mark     int // bytes of the byte order mark
	form     Form
	problems []parsers.Problem
}

// parse reads a file of Opsware SAS, or without a profile another one.
func parse(src *parsers.Source, profile *Profile) *File {
	f := &File{src: src, profile: profile, scan: scanner{src.Text(), profile != nil}, mark: src.Mark().End, problems: slices.Clip(src.Problems())}
	formless := 0
	var forms [Blanks + 1]int
	for l := range f.Lines() {
		if l.Kind == Other {
			if formless++; formless <= maxFormless {
				f.problems = append(f.problems, f.formless(l))
			}
		}
		if l.Kind == Pair && (l.Form != Blanks || !l.Written().Empty()) {
			forms[l.Form]++ // a key alone says little
		}
	}
	if more := formless - maxFormless; more > 0 {
		f.problems[len(f.problems)-1].Message += fmt.Sprintf(" (and %d more such lines)", more)
	}
	for form := Equals; form <= Blanks; form++ {
		if forms[form] > forms[f.form] {
			f.form = form
		}
	}
	return f
}

// formless is the problem of a line without a form. Its text may be a secret.
func (f *File) formless(l Line) parsers.Problem {
	if f.scan.sas {
		return parsers.Problem{Rule: FormlessRule, Severity: parsers.Warning, Span: l.Content(),
			Message: "this line is neither a parameter with its value nor a comment (assumed: the syntax of response files is not public)"}
	}
	return parsers.Problem{Rule: FormlessRule, Severity: parsers.Info, Span: l.Content(),
		Message: "this line is no key=value, no [section] and no comment"}
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes and lines of no form.
func (f *File) Problems() []parsers.Problem { return f.problems }

// SAS reports whether the file is read as one of Opsware SAS.
func (f *File) SAS() bool { return f.scan.sas }

// Form is the form that most pairs of the file have, keys without a value
// aside. A tie goes to the first in the order of their constants.
func (f *File) Form() Form { return f.form }

// Lines yields the lines in order. They cover the text behind the byte order mark
// without a gap. What a line is depends on the line alone, so it is read when it is
// asked for, and a million lines take no room.
func (f *File) Lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for at := f.mark; at < len(f.scan.text); {
			l := f.scan.line(at)
			if !yield(l) {
				return
			}
			at = l.Span().End
		}
	}
}

// LineAt is the line that starts at an offset.
func (f *File) LineAt(start int) Line { return f.scan.line(start) }

// Key is the key of a pair.
func (f *File) Key(l Line) string { return f.text(l.Key()) }

// Value is the value of a pair, without quotes.
func (f *File) Value(l Line) string { return f.text(l.Value()) }

// text is what a span covers; it shares the bytes of the source.
func (f *File) text(s parsers.Span) string { return f.src.TextString()[s.Start:s.End] }

// Pairs yields the pairs with this key in this section, in order. The section
// is "" before the first one, and in all of a file of Opsware SAS.
func (f *File) Pairs(section, key string) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for in, l := range f.Sections() {
			if l.Kind == Pair && in == section && f.Key(l) == key && !yield(l) {
				return
			}
		}
	}
}

// Get is the value of the last pair with this key in this section.
func (f *File) Get(section, key string) (value string, ok bool) {
	for l := range f.Pairs(section, key) {
		value, ok = f.Value(l), true
	}
	return value, ok
}

// Sections yields every line with the name of the section that it is in.
func (f *File) Sections() iter.Seq2[string, Line] {
	return func(yield func(string, Line) bool) {
		section := ""
		for l := range f.Lines() {
			if l.Kind == Section {
				name := l.Written()
				section = f.text(parsers.Span{Start: name.Start + 1, End: name.End - 1})
			}
			if !yield(section, l) {
				return
			}
		}
	}
}

// Values yields each pair's value under its key, or the section, "/" and the
// key; from the second pair of a path on, it ends in [2], [3] ….
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int)
		within, prefix := "", ""
		for section, l := range f.Sections() {
			if l.Kind != Pair {
				continue
			}
			if section != within {
				within, prefix = section, parsers.Short(section)+"/"
			}
			key := f.Key(l)
			path := prefix + key
			seen[path]++
			if !yield(parsers.Value{Path: parsers.Repetition(path, seen[path]), Span: l.Value(), Text: f.Value(l), Secret: f.Secret(key) && parsers.Certain.Hides(f.Value(l)) || parsers.SecretInside(f.Value(l))}) {
				return
			}
		}
	}
}

// Comments are the comment lines, without indentation and line end.
func (f *File) Comments() []parsers.Span {
	var comments []parsers.Span
	for l := range f.Lines() {
		if l.Kind == Comment {
			comments = append(comments, l.Written())
		}
	}
	return comments
}

// tiles name what the value of a line is.
var tiles = map[Kind]string{Blank: "indent", Comment: "comment", Section: "section", Pair: "value", Other: parsers.Unknown}

// Tiles yields the parts of every line.
func (f *File) Tiles() iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		tile := func(s parsers.Span, kind string) bool {
			return s.Empty() || yield(parsers.Tile{Span: s, Kind: kind})
		}
		if !tile(parsers.Span{End: f.mark}, "byte order mark") {
			return
		}
		for l := range f.Lines() {
			written, value := l.Written(), l.Value()
			if !tile(l.Indent(), "indent") || !tile(l.Prefix(), "prefix") || !tile(l.Key(), "key") || !tile(l.Separator(), "separator") ||
				!tile(parsers.Span{Start: written.Start, End: value.Start}, "quote") || !tile(value, tiles[l.Kind]) ||
				!tile(parsers.Span{Start: value.End, End: written.End}, "quote") ||
				!tile(l.Trailing(), "white space") || !tile(l.EOL(), "line end") {
				return
			}
		}
	}
}
