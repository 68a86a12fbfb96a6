package properties

// scanner splits a text into logical lines. It follows LineReader.readLine and
// Properties.load0 of JDK 17, whose quirks it keeps.
type scanner struct {
	text []byte
	pos  int
}

func isWhite(c byte) bool { return c == ' ' || c == '\t' || c == '\f' }
func isEOL(c byte) bool   { return c == '\n' || c == '\r' }

// eol returns the offset behind the line end at i, or i where there is none.
func (s *scanner) eol(i int) int {
	if i < len(s.text) && s.text[i] == '\r' {
		i++
		if i < len(s.text) && s.text[i] == '\n' {
			i++
		}
		return i
	}
	if i < len(s.text) && s.text[i] == '\n' {
		i++
	}
	return i
}

func (s *scanner) white(i int) int {
	for i < len(s.text) && isWhite(s.text[i]) {
		i++
	}
	return i
}

// continuation returns the offset behind the continuation that begins at i, or
// i where none does. The caller knows that the backslash at i is not escaped.
func (s *scanner) continuation(i int) int {
	if i >= len(s.text) || s.text[i] != '\\' {
		return i
	}
	if i+1 == len(s.text) {
		return i + 1 // a backslash at the end of the file is dropped
	}
	if j := s.eol(i + 1); j > i+1 {
		return s.white(j)
	}
	return i
}

// next scans one logical line; the caller knows that there is one.
func (s *scanner) next() Line {
	start := s.pos
	i := s.white(start)
	// Continuations before the first character of a key join nothing: a line
	// end after them still ends a blank line, a "#" still opens a comment. But
	// a file that ends in one has an empty pair there, unless CR LF ends it.
	for {
		j := s.continuation(i)
		if j == i {
			break
		}
		if j == len(s.text) && j-i <= len("\\\n") {
			return s.line(Pair, start, i, i, j, j)
		}
		i = j
	}
	if i == len(s.text) || isEOL(s.text[i]) {
		return s.line(Blank, start, i, i, i, i)
	}
	if c := s.text[i]; c == '#' || c == '!' {
		end := i
		for end < len(s.text) && !isEOL(s.text[end]) {
			end++
		}
		return s.line(Comment, start, i, i, i, end)
	}
	return s.pair(start, i)
}

func (s *scanner) line(kind Kind, start, keyStart, keyEnd, valueStart, valueEnd int) Line {
	s.pos = s.eol(valueEnd)
	return Line{kind, uint32(start), uint32(keyStart), uint32(keyEnd), uint32(valueStart), uint32(valueEnd), uint32(s.pos)}
}

func (s *scanner) pair(start, keyStart int) Line {
	keyEnd, ended := s.key(keyStart)
	if ended {
		return s.line(Pair, start, keyStart, keyEnd, keyEnd, keyEnd)
	}
	valueStart := s.separator(keyEnd)
	return s.line(Pair, start, keyStart, keyEnd, valueStart, s.value(valueStart))
}

// key returns where the key that starts at i ends, and whether the logical line ends there too.
func (s *scanner) key(i int) (end int, ended bool) {
	for i < len(s.text) {
		switch c := s.text[i]; {
		case isEOL(c):
			return i, true
		case c == '=' || c == ':' || isWhite(c):
			return i, false
		case c == '\\':
			i = s.escape(i)
		default:
			i++
		}
	}
	return i, true
}

// escape steps over the continuation or the escaped character at the backslash at i.
func (s *scanner) escape(i int) int {
	if j := s.continuation(i); j > i {
		return j
	}
	return i + 2
}

// separator returns where the separator that starts at i ends.
func (s *scanner) separator(i int) int {
	signed := false
	for i < len(s.text) {
		if j := s.continuation(i); j > i {
			i = j
			continue
		}
		c := s.text[i]
		if !isWhite(c) {
			if signed || c != '=' && c != ':' {
				break
			}
			signed = true
		}
		i++
	}
	return i
}

// value returns where the value that starts at i ends.
func (s *scanner) value(i int) int {
	for i < len(s.text) && !isEOL(s.text[i]) {
		if s.text[i] == '\\' {
			i = s.escape(i)
		} else {
			i++
		}
	}
	return i
}
