package tnsnames

import "bytes"

// kind is the kind of a token. Tokens concatenate to the text.
type kind uint8

const (
	mark kind = iota // the byte order mark
	blank
	eol
	comment
	open
	closing
	equals
	comma
	word
	quoted
)

// kinds name the tokens in tiles.
var kinds = [...]string{"byte order mark", "blank", "line end", "comment", "parenthesis", "parenthesis", "equals", "comma", "word", "quoted"}

// token is a stretch of the text.
type token struct {
	kind       kind
	start, end int
}

// scanner splits a text into tokens. What a token is depends on the text alone,
// not on what came before it, but for quotes.
type scanner struct {
	text []byte
	pos  int
	// No quote of this kind closes before this offset, so none is looked for again.
	unclosed [2]int
	odd      bool // a token was such that readers may part at it; see File.Plain
}

// class tells what a byte is.
type class uint8

const (
	classBlank    class = 1 << iota
	classEOL            // ends a line
	classReserved       // means something by itself
	classOdd            // outside comments and quotes, readers may part at it
)

// classes are those of each byte.
var classes = func() (of [256]class) {
	for c := range of {
		if c < ' ' || c > '~' {
			of[c] = classOdd
		}
	}
	of[' '], of['\t'] = classBlank, classBlank
	of['\v'], of['\f'] = classBlank|classOdd, classBlank|classOdd
	of['\n'], of['\r'] = classEOL, classEOL
	for _, c := range `()=,#` {
		of[c] = classReserved
	}
	for _, c := range `\"'` {
		of[c] = classReserved | classOdd
	}
	return of
}()

func isBlank(c byte) bool  { return classes[c]&classBlank != 0 }
func isEOL(c byte) bool    { return classes[c]&classEOL != 0 }
func reserved(c byte) bool { return classes[c]&classReserved != 0 }

// longBlank is how many blanks in a row count little against the length of a
// descriptor.
const longBlank = 256

// next scans one token; the caller knows that there is one.
func (s *scanner) next() token {
	start := s.pos
	c := s.text[start]
	end := start + 1
	k := word
	switch {
	case isBlank(c):
		k = blank
		of := classes[c]
		for end < len(s.text) && isBlank(s.text[end]) {
			of |= classes[s.text[end]]
			end++
		}
		s.odd = s.odd || of&classOdd != 0 || end-start > longBlank
	case isEOL(c):
		k = eol
		if c == '\r' && end < len(s.text) && s.text[end] == '\n' {
			end++
		}
	case c == '#':
		k, end = comment, s.comment(end)
	case c == '(':
		k = open
	case c == ')':
		k = closing
	case c == '=':
		k = equals
	case c == ',':
		k = comma
	case start == 0 && bytes.HasPrefix(s.text, []byte("\uFEFF")):
		k, end, s.odd = mark, len("\uFEFF"), true
	default:
		if c == '"' || c == '\'' {
			if e := s.quote(start); e > start {
				k, end = quoted, e
				break
			}
		}
		end = s.word(start)
	}
	s.pos = end
	return token{k, start, end}
}

// comment returns where the comment ends that goes on at i. The controls in it,
// and the first bytes of U+0085, U+2028 and U+2029, end a line for Python.
func (s *scanner) comment(i int) int {
	for ; i < len(s.text); i++ {
		c := s.text[i]
		if isEOL(c) {
			break
		}
		if c < ' ' && c != '\t' || c == 0xC2 || c == 0xE2 {
			s.odd = true
		}
	}
	return i
}

// word returns where the word that begins at i ends.
func (s *scanner) word(i int) int {
	for first := i; i < len(s.text); i++ {
		c := s.text[i]
		of := classes[c]
		if of == 0 {
			continue
		}
		if of&(classBlank|classEOL) != 0 {
			break
		}
		if c == '\\' { // before a blank it comes to stand before another character in node-oracledb
			next := classEOL
			if i+1 < len(s.text) {
				next = classes[s.text[i+1]]
			}
			s.odd = s.odd || next != 0
			if next&classReserved != 0 {
				i++
			}
			continue
		}
		if of&classReserved != 0 && c != '"' && c != '\'' && i > first {
			break
		}
		s.odd = s.odd || of&classOdd != 0
	}
	return i
}

// quote returns where the quoted string that begins at i ends, or i where it is
// not closed before the next line that continues nothing.
func (s *scanner) quote(i int) int {
	q := s.text[i]
	known := &s.unclosed[q&1] // " is 0x22, ' is 0x27
	if i < *known {
		return i
	}
	odd := false
	for j := i + 1; j < len(s.text); j++ {
		c := s.text[j]
		switch {
		case c == q:
			s.odd = s.odd || odd
			return j + 1
		case classes[c] == 0 || c == ' ' || c == '\t' || c == '=' || c == ',':
			continue
		case c == '\\' && j+1 < len(s.text) && reserved(s.text[j+1]):
			j++
		case isEOL(c):
			if c == '\r' && j+1 < len(s.text) && s.text[j+1] == '\n' {
				j++
			}
			if j+1 < len(s.text) && !isBlank(s.text[j+1]) {
				*known = j + 1
				return i
			}
		}
		odd = true
	}
	*known = len(s.text)
	return i
}

// isUnclosed reports whether a word begins with a quote: one that is not closed.
func isUnclosed(w []byte) bool { return len(w) > 0 && (w[0] == '"' || w[0] == '\'') }
