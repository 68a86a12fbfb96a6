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
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\v' || c == '\f' }
func isEOL(c byte) bool   { return c == '\n' || c == '\r' }

// reserved are the characters that mean something by themselves.
func reserved(c byte) bool {
	switch c {
	case '(', ')', '=', '\\', '"', '\'', '#', ',':
		return true
	}
	return false
}

// next scans one token; the caller knows that there is one.
func (s *scanner) next() token {
	start := s.pos
	c := s.text[start]
	end := start + 1
	k := word
	switch {
	case isBlank(c):
		k = blank
		for end < len(s.text) && isBlank(s.text[end]) {
			end++
		}
	case isEOL(c):
		k = eol
		if c == '\r' && end < len(s.text) && s.text[end] == '\n' {
			end++
		}
	case c == '#':
		k = comment
		for end < len(s.text) && !isEOL(s.text[end]) {
			end++
		}
	case c == '(':
		k = open
	case c == ')':
		k = closing
	case c == '=':
		k = equals
	case c == ',':
		k = comma
	case start == 0 && bytes.HasPrefix(s.text, []byte("\uFEFF")):
		k, end = mark, len("\uFEFF")
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

// word returns where the word that begins at i ends.
func (s *scanner) word(i int) int {
	for first := i; i < len(s.text); i++ {
		c := s.text[i]
		if isBlank(c) || isEOL(c) {
			break
		}
		if c == '\\' {
			if i+1 < len(s.text) && reserved(s.text[i+1]) {
				i++
			}
			continue
		}
		if reserved(c) && c != '"' && c != '\'' && i > first {
			break
		}
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
	for j := i + 1; j < len(s.text); j++ {
		c := s.text[j]
		switch {
		case c == q:
			return j + 1
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
	}
	*known = len(s.text)
	return i
}

// isUnclosed reports whether a word begins with a quote: one that is not closed.
func isUnclosed(w []byte) bool { return len(w) > 0 && (w[0] == '"' || w[0] == '\'') }
