package xmlconf

import "unicode/utf8"

// predefined are the entities that need no declaration (4.6).
func predefined(name string) (byte, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	return 0, false
}

// characterReference reads production 66 at text[i:], which starts with "&#".
// It gives the character, or -1, and the offset behind the ";", or where the
// digits end when there is none.
func characterReference(text []byte, i int) (r rune, end int, closed bool) {
	i += 2
	base := rune(10)
	if i < len(text) && text[i] == 'x' {
		base = 16
		i++
	}
	digits := i
	for ; i < len(text); i++ {
		c := rune(text[i])
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case base == 16 && c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case base == 16 && c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			c = -1
		}
		if c < 0 {
			break
		}
		if r = r*base + c; r > utf8.MaxRune {
			r = utf8.MaxRune + 1
		}
	}
	if i == digits || !isChar(r) {
		r = -1
	}
	if i < len(text) && text[i] == ';' && i > digits {
		return r, i + 1, true
	}
	return r, i, false
}

// reference checks the reference at i, in an attribute value or in content,
// and gives the offset behind it. General is true for one in content to an
// entity that is not predefined.
func (s *scanner) reference(i int, inValue bool) (end int, general bool) {
	t := s.text
	if i+1 < len(t) && t[i+1] == '#' {
		r, end, closed := characterReference(t, i)
		switch {
		case !closed:
			s.problem(BadReference, i, end, "the character reference is malformed: write &#…; with digits, or &#x…; with hexadecimal digits")
		case r < 0:
			s.problem(BadReference, i, end, "%s is no character that XML 1.0 allows", t[i:end])
		}
		return end, false
	}
	nameEnd := name(t, i+1)
	if nameEnd == i+1 {
		s.problem(BadReference, i, i+1, "a & that starts no reference must be written &amp;")
		return i + 1, false
	}
	if nameEnd >= len(t) || t[nameEnd] != ';' {
		s.problem(BadReference, i, nameEnd, "the reference %s lacks its ; (a & in text is written &amp;)", t[i:nameEnd])
		return nameEnd, false
	}
	if _, ok := predefined(string(t[i+1 : nameEnd])); ok {
		return nameEnd + 1, false
	}
	if inValue {
		s.expandInValue(string(t[i+1:nameEnd]), i, nameEnd+1)
	}
	return nameEnd + 1, !inValue
}
