package properties

import (
	"unicode/utf16"
	"unicode/utf8"

	"cfgtool/parsers"
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
	return string(decode(written, malformed, nil))
}

// decode is unescape that also tells which of the written bytes each byte of
// the meaning comes from: unit is called with the length of the meaning so far
// and the written bytes of what was added to it last. It may be nil.
func decode(written []byte, malformed func(at int), unit func(length int, from parsers.Span)) []byte {
	s := scanner{text: written}
	out := make([]byte, 0, len(written))
	high := rune(-1) // a high surrogate that waits for its other half
	start, end := 0, 0
	tell := func() {
		if unit != nil {
			unit(len(out), parsers.Span{Start: start, End: end})
		}
	}
	flush := func() {
		if high >= 0 {
			out = utf8.AppendRune(out, utf8.RuneError)
			high = -1
			tell()
		}
	}
	for i := 0; i < len(written); {
		if written[i] != '\\' {
			flush()
			out = append(out, written[i])
			start, end = i, i+1
			tell()
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
			r, next, ok := s.hex4(i + 1)
			if ok {
				i = next
				switch {
				case high >= 0 && r >= 0xDC00 && r < 0xE000:
					out = utf8.AppendRune(out, utf16.DecodeRune(high, r))
					high = -1
					end = i
					tell()
				case r >= 0xD800 && r < 0xDC00:
					flush()
					high = r
					start, end = at, i
				default:
					flush()
					out = utf8.AppendRune(out, r)
					start, end = at, i
					tell()
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
		start, end = at, i
		tell()
	}
	flush()
	return out
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
