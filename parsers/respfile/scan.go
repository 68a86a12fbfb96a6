package respfile

import (
	"bytes"
	"strings"
)

// scanner splits a text into lines. What a line is depends on nothing but the
// line, so an edit of one line never changes how another is read.
type scanner struct {
	text []byte
	sas  bool // the lines are those of Opsware SAS
}

func isWhite(c byte) bool { return c == ' ' || c == '\t' }
func isEOL(c byte) bool   { return c == '\n' || c == '\r' }

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isName reports whether a plain key may hold c.
func isName(c byte) bool {
	return isLetter(c) || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-'
}

// white returns the offset of the first character at or behind i, but before
// end, that is not white space.
func (s scanner) white(i, end int) int {
	for i < end && isWhite(s.text[i]) {
		i++
	}
	return i
}

// line scans the line that starts at an offset.
func (s scanner) line(start int) Line {
	end := start
	for end < len(s.text) && !isEOL(s.text[end]) {
		end++
	}
	behind := end
	switch {
	case bytes.HasPrefix(s.text[end:], []byte("\r\n")):
		behind += 2
	case end < len(s.text):
		behind++
	}
	first := s.white(start, end)
	last := end
	for last > first && isWhite(s.text[last-1]) {
		last--
	}
	l := Line{start: uint32(start), textEnd: uint32(end), end: uint32(behind)}
	whole := func(kind Kind) Line {
		l.Kind = kind
		l.first, l.keyStart, l.keyEnd, l.valueStart, l.valueEnd = uint32(first), uint32(first), uint32(first), uint32(first), uint32(last)
		return l
	}
	switch {
	case first == end:
		return whole(Blank)
	case strings.IndexByte(s.markers(), s.text[first]) >= 0:
		return whole(Comment)
	case !s.sas && s.text[first] == '[' && s.text[last-1] == ']' && last-first > 2:
		return whole(Section)
	}
	keyStart, keyEnd, valueStart, form := s.pair(first, last, end)
	if form == NoForm {
		return whole(Other)
	}
	last = max(last, valueStart)
	l.Kind, l.Form = Pair, form
	l.first, l.keyStart, l.keyEnd, l.valueStart, l.valueEnd = uint32(first), uint32(keyStart), uint32(keyEnd), uint32(valueStart), uint32(last)
	l.quoted = quoted(s.text[valueStart:last])
	return l
}

// markers are the characters that a comment begins with.
func (s scanner) markers() string {
	if s.sas {
		return "#;"
	}
	return "#;*"
}

// pair finds key and value of the line whose characters that are not white
// space are in [first, last), or tells that it has no form.
func (s scanner) pair(first, last, end int) (keyStart, keyEnd, valueStart int, form Form) {
	if !s.sas {
		sign := first + bytes.IndexByte(s.text[first:last], '=')
		if sign <= first {
			return 0, 0, 0, NoForm
		}
		for keyEnd = sign; isWhite(s.text[keyEnd-1]); {
			keyEnd--
		}
		return first, keyEnd, s.white(sign+1, end), Equals
	}
	keyStart = first
	if s.text[first] == '%' {
		keyStart++
	}
	for keyEnd = keyStart; keyEnd < last && isName(s.text[keyEnd]); {
		keyEnd++
	}
	if keyEnd == keyStart || !isLetter(s.text[keyStart]) {
		return 0, 0, 0, NoForm
	}
	sign := s.white(keyEnd, end)
	switch {
	case sign == end:
		return keyStart, keyEnd, end, Blanks
	case s.text[sign] == '=':
		return keyStart, keyEnd, s.white(sign+1, end), Equals
	case s.text[sign] == ':':
		return keyStart, keyEnd, s.white(sign+1, end), Colon
	case sign > keyEnd:
		return keyStart, keyEnd, sign, Blanks
	}
	return 0, 0, 0, NoForm
}

// quoted reports whether one pair of quotes holds all of a value.
func quoted(value []byte) bool {
	n := len(value)
	return n >= 2 && (value[0] == '"' || value[0] == '\'') && bytes.IndexByte(value[1:], value[0]) == n-2
}
