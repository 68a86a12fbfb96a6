package xmlconf

import "unicode/utf8"

// Classes of bytes. A byte of a character outside ASCII counts as one of a
// name; name looks closer.
const (
	nameByte      = 1 << iota // may stand in a name
	nameStartByte             // may start a name
	whiteByte                 // white space (production 3)
	textStop                  // ends a run of plain text
	valueStop                 // ends a run of a plain attribute value
	doubtful                  // is no character of XML, or may start one that is none
)

var class = makeClass()

func makeClass() (t [256]uint8) {
	for c := range t {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
		if letter {
			t[c] |= nameByte | nameStartByte
		}
		if c >= '0' && c <= '9' || c == '-' || c == '.' {
			t[c] |= nameByte
		}
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xEF {
			t[c] |= doubtful | textStop | valueStop
		}
	}
	for _, c := range " \t\r\n" {
		t[c] |= whiteByte
	}
	for _, c := range "<&]" {
		t[c] |= textStop
	}
	for _, c := range `<&"'` {
		t[c] |= valueStop
	}
	return t
}

// white is the offset of the first byte from i on that is no white space.
func white(text []byte, i int) int {
	for i < len(text) && class[text[i]]&whiteByte != 0 {
		i++
	}
	return i
}

// name is the offset behind the Name (production 5) at i, or i.
func name(text []byte, i int) int {
	if i >= len(text) || class[text[i]]&nameStartByte == 0 {
		return i
	}
	if text[i] >= utf8.RuneSelf {
		r, _ := utf8.DecodeRune(text[i:])
		if !nameStart(r) {
			return i
		}
	}
	return nmtoken(text, i)
}

// nmtoken is the offset behind the Nmtoken (production 7) at i, or i.
func nmtoken(text []byte, i int) int {
	for i < len(text) && class[text[i]]&nameByte != 0 {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if !nameChar(r) {
			return i
		}
		i += n
	}
	return i
}

// isName reports whether s is one Name.
func isName(s string) bool {
	return s != "" && utf8.ValidString(s) && name([]byte(s), 0) == len(s)
}

// nameStart is production 4 without its ASCII characters.
func nameStart(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return class[byte(r)]&nameStartByte != 0
	case r < 0x300:
		return r >= 0xC0 && r != 0xD7 && r != 0xF7
	case r < 0x2000:
		return r >= 0x370 && r != 0x37E
	case r < 0x3001:
		return r == 0x200C || r == 0x200D || r >= 0x2070 && r <= 0x218F || r >= 0x2C00 && r <= 0x2FEF
	}
	return r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r <= 0xFFFD || r >= 0x10000 && r <= 0xEFFFF
}

// nameChar is production 4a without its ASCII characters.
func nameChar(r rune) bool {
	return nameStart(r) || r == 0xB7 || r >= 0x300 && r <= 0x36F || r == 0x203F || r == 0x2040
}

// isChar is production 2.
func isChar(r rune) bool {
	return r >= 0x20 && r <= 0xD7FF || r == '\t' || r == '\n' || r == '\r' || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// badChar is the length of the character at i when XML does not allow it, else
// 0. The byte at i is a doubtful one.
func badChar(text []byte, i int) int {
	if text[i] < ' ' {
		return 1
	}
	if i+2 < len(text) && text[i+1] == 0xBF && text[i+2] >= 0xBE {
		return 3
	}
	return 0
}
