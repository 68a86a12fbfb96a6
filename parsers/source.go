package parsers

import (
	"bytes"
	"fmt"
	"sort"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// UndecodableRule is the rule under which NewSource reports bytes that are no
// character in the file's encoding.
const UndecodableRule = "ENC001"

// StatefulRule is the rule under which NewSource reports a charset that can only
// be read.
const StatefulRule = "ENC002"

// maxDecodingProblems bounds the problems of one file that is in another
// encoding throughout; the last one tells how many more there are.
const maxDecodingProblems = 10

// Source is the immutable content of one file and the text it decodes to.
type Source struct {
	name    string
	format  Format
	raw     []byte
	text    []byte
	charset Charset
	runs    []run // nil when text is raw
	faults  []Problem
	bad     int // units that are no characters
	lines   func() []int
	runes   func() []int32 // code points before every stride-th byte
}

// run is a stretch of units that all take as many bytes in raw, and as many in
// text, so that offsets in it translate linearly.
type run struct {
	text, raw         int // where the stretch starts
	textUnit, rawUnit int // bytes of one unit
}

// NewSource decodes raw, the bytes of the file called name, as the format's
// charset says. It keeps raw and must not be given bytes that change later.
//
// A byte order mark stays in the text, as U+FEFF. A unit that is no character
// becomes U+FFFD and a Problem, and makes the Source read-only.
func NewSource(name string, raw []byte, format Format) *Source {
	s := &Source{name: name, format: format, raw: raw}
	guess := format.Charset
	if guess == nil {
		guess = GuessCharset
	}
	s.charset = guess(raw)
	if s.charset == UTF8 && utf8.Valid(raw) {
		s.text = raw
	} else {
		s.decode()
	}
	s.lines = sync.OnceValue(func() []int { return lineStarts(s.text) })
	s.runes = sync.OnceValue(func() []int32 { return runeCounts(s.text) })
	return s
}

func (s *Source) decode() {
	if e := stateful[s.charset]; e != nil {
		s.decodeWhole(e)
		return
	}
	c, ok := codecOf(s.charset)
	if !ok {
		c = codecs[Latin1]
		s.faults = append(s.faults, Problem{Rule: UndecodableRule, Severity: Error,
			Message: fmt.Sprintf("the encoding %q is not known here; the file is read byte by byte and cannot be edited", s.charset)})
	}
	s.text = make([]byte, 0, len(s.raw)+len(s.raw)/8)
	for at := 0; at < len(s.raw); {
		r, size := c.next(s.raw[at:])
		start := len(s.text)
		if r < 0 {
			s.text = utf8.AppendRune(s.text, utf8.RuneError)
			s.undecodable(Span{start, len(s.text)}, s.raw[at:at+size])
		} else {
			s.text = utf8.AppendRune(s.text, r)
		}
		unit := run{start, at, len(s.text) - start, size}
		if n := len(s.runs); n == 0 || s.runs[n-1].textUnit != unit.textUnit || s.runs[n-1].rawUnit != unit.rawUnit {
			s.runs = append(s.runs, unit)
		}
		at += size
	}
	s.countBad()
}

// undecodable records a unit that is no character.
func (s *Source) undecodable(at Span, unit []byte) {
	if s.bad++; s.bad <= maxDecodingProblems {
		s.faults = append(s.faults, Problem{Rule: UndecodableRule, Severity: Error, Span: at,
			Message: fmt.Sprintf("% X is no character in %s, so this file can be read but not edited", unit, s.charset)})
	}
}

// countBad tells in the last problem how many more there are.
func (s *Source) countBad() {
	if more := s.bad - maxDecodingProblems; more > 0 {
		s.faults[len(s.faults)-1].Message += fmt.Sprintf(" (and %d more such places)", more)
	}
}

// Name is the file's name as the user gave it, or "-".
func (s *Source) Name() string { return s.name }

// Format is the format that the file is read as.
func (s *Source) Format() Format { return s.format }

// Reread parses other bytes as the same file: under its name, as its kind, and
// in its encoding, even where a guess on the new bytes alone would be another.
func (s *Source) Reread(raw []byte) Document {
	same := s.format
	same.Charset = func([]byte) Charset { return s.charset }
	return s.format.Parse(NewSource(s.name, raw, same))
}

// Charset is the encoding that the file is read as.
func (s *Source) Charset() Charset { return s.charset }

// Text is the content as valid UTF-8: the file's own bytes when it is in UTF-8.
// It must not be changed.
func (s *Source) Text() []byte { return s.text }

// TextString is Text as a string that shares its bytes, for parsers whose parts
// are strings: a copy would hold the file twice.
func (s *Source) TextString() string {
	return unsafe.String(unsafe.SliceData(s.text), len(s.text)) // neither is ever changed
}

// Mark is the byte order mark at the start of the text, or empty.
func (s *Source) Mark() Span {
	if bytes.HasPrefix(s.text, []byte("\uFEFF")) {
		return Span{End: len("\uFEFF")}
	}
	return Span{}
}

// Bytes is the content as it stands in the file. It must not be changed.
func (s *Source) Bytes() []byte { return s.raw }

// Slice is the text that the span covers.
func (s *Source) Slice(sp Span) []byte { return s.text[sp.Start:sp.End] }

// Raw is the bytes of the file that the span covers.
func (s *Source) Raw(sp Span) []byte {
	sp = s.RawSpan(sp)
	return s.raw[sp.Start:sp.End]
}

// RawSpan translates offsets into the text to offsets into the file. An offset
// inside a character is taken back to its start.
func (s *Source) RawSpan(sp Span) Span { return Span{s.RawOffset(sp.Start), s.RawOffset(sp.End)} }

// RawOffset translates one offset into the text to one into the file.
func (s *Source) RawOffset(text int) int {
	if s.runs == nil {
		return text
	}
	if text >= len(s.text) {
		return len(s.raw)
	}
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].text > text }) - 1
	r := s.runs[i]
	return r.raw + (text-r.text)/r.textUnit*r.rawUnit
}

// border reports whether the offset is at the start of a character or at the end of the text.
func (s *Source) border(text int) bool {
	return text == len(s.text) || utf8.RuneStart(s.text[text])
}

// ReadOnly reports whether the file has bytes that might not survive an edit.
func (s *Source) ReadOnly() bool { return len(s.faults) > 0 }

// Problems are the places that could not be decoded. Every Document begins its
// own list with them.
func (s *Source) Problems() []Problem { return s.faults }

// Encode turns UTF-8 text into the file's encoding. It fails when the encoding
// lacks one of its characters: verbs write those as their format's escapes.
func (s *Source) Encode(text []byte) ([]byte, error) {
	if s.charset == UTF8 {
		return text, nil
	}
	c, ok := codecOf(s.charset)
	if !ok {
		return nil, fmt.Errorf("the encoding %q is not known here", s.charset)
	}
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		var ok bool
		if out, ok = c.put(out, r); !ok {
			return nil, fmt.Errorf("%s has no character %q (U+%04X)", s.charset, r, r)
		}
	}
	return out, nil
}
