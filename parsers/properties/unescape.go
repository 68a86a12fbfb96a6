package properties

import (
	"unicode/utf16"
	"unicode/utf8"
)

// unescape gives the meaning of a key or value as it is written. malformed is
// called with the offset of each "\u" without four hexadecimal digits; it may be nil.
//
// Continuations are joined before escapes are read, so that "\u00\" at the end
// of a line and "e9" on the next are one escape, as for Java.
func unescape(written []byte, malformed func(at int)) string {
	if !hasBackslash(written) {
		return string(written)
	}
	s := scanner{text: written}
	out := make([]byte, 0, len(written))
	high := rune(-1) // a high surrogate that waits for its other half
	flush := func() {
		if high >= 0 {
			out = utf8.AppendRune(out, utf8.RuneError)
			high = -1
		}
	}
	for i := 0; i < len(written); {
		if written[i] != '\\' {
			flush()
			out = append(out, written[i])
			i++
			continue
		}
		if j := s.continuation(i); j > i {
			i = j
			continue
		}
		at := i
		i++
		c := written[i]
		if c == 'u' {
			r, end, ok := s.hex4(i + 1)
			if ok {
				i = end
				switch {
				case high >= 0 && r >= 0xDC00 && r < 0xE000:
					out = utf8.AppendRune(out, utf16.DecodeRune(high, r))
					high = -1
				case r >= 0xD800 && r < 0xDC00:
					flush()
					high = r
				default:
					flush()
					out = utf8.AppendRune(out, r)
				}
				continue
			}
			if malformed != nil {
				malformed(at)
			}
		}
		flush()
		switch c {
		case 't':
			c = '\t'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 'f':
			c = '\f'
		}
		out = append(out, c)
		i++
	}
	flush()
	return string(out)
}

func hasBackslash(b []byte) bool {
	for _, c := range b {
		if c == '\\' {
			return true
		}
	}
	return false
}

// hex4 reads four hexadecimal digits at i, over continuations.
func (s *scanner) hex4(i int) (r rune, end int, ok bool) {
	for n := 0; n < 4; n++ {
		for {
			j := s.continuation(i)
			if j == i {
				break
			}
			i = j
		}
		if i >= len(s.text) {
			return 0, i, false
		}
		c := s.text[i]
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, i, false
		}
		i++
	}
	return r, i, true
}
