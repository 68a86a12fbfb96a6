package parsers

import (
	"bytes"
	"fmt"
	"sort"
	"unicode/utf8"
)

// Position is a place in a file for people and programs. The zero value is no position.
type Position struct {
	Line   int // 1-based; a line ends with LF, CR LF, or a CR alone
	Column int // 1-based, in code points
	Offset int // 0-based, in bytes of the file
}

// String is "line:column".
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Position finds the line and column of an offset into the text.
// A byte order mark takes no column.
func (s *Source) Position(offset int) Position {
	offset = min(max(offset, 0), len(s.text))
	starts := s.lines()
	line := sort.SearchInts(starts, offset+1)
	start := starts[line-1]
	column := s.codePoints(start, offset)
	if start == 0 && offset > 0 && !s.Mark().Empty() {
		column--
	}
	return Position{Line: line, Column: column + 1, Offset: s.RawOffset(offset)}
}

// stride is how many bytes lie between the places that code points are counted
// at, so that a column far into a line is found without reading all before it.
const stride = 64

// codePoints counts those that start in [from, to).
func (s *Source) codePoints(from, to int) int {
	if to-from <= 2*stride {
		return utf8.RuneCount(s.text[from:to])
	}
	before := func(offset int) int {
		i := offset / stride
		return int(s.runes()[i]) + runeStarts(s.text[i*stride:offset])
	}
	return before(to) - before(from)
}

func runeCounts(text []byte) []int32 {
	counts := make([]int32, 1, len(text)/stride+1)
	for i := 0; i+stride <= len(text); i += stride {
		counts = append(counts, counts[len(counts)-1]+int32(runeStarts(text[i:i+stride])))
	}
	return counts
}

// runeStarts counts the bytes that start a code point; the text is valid UTF-8,
// but may be cut anywhere.
func runeStarts(text []byte) int {
	n := 0
	for _, b := range text {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

// Line is the span of the 1-based line, without its line end.
func (s *Source) Line(line int) Span {
	starts := s.lines()
	start, end := starts[line-1], len(s.text)
	if line < len(starts) {
		end = starts[line]
	}
	for end > start && (s.text[end-1] == '\n' || s.text[end-1] == '\r') {
		end--
	}
	return Span{start, end}
}

// LineStart is where the line of an offset starts.
func (s *Source) LineStart(offset int) int {
	for i := offset; i > 0; i-- {
		if s.text[i-1] == '\n' || s.text[i-1] == '\r' {
			return i
		}
		if offset-i > stride { // a long line is looked up, since many may ask about it
			starts := s.lines()
			return starts[sort.SearchInts(starts, offset+1)-1]
		}
	}
	return 0
}

// LineCount is the number of lines; a file that ends in a line end has an
// empty last one, as in an editor.
func (s *Source) LineCount() int { return len(s.lines()) }

func lineStarts(text []byte) []int {
	starts := make([]int, 1, 2+bytes.Count(text, []byte("\n"))) // files with CR alone make it grow
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		case '\n':
			starts = append(starts, i+1)
		}
	}
	return starts
}
