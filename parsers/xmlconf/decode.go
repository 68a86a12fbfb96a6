package xmlconf

import (
	"strings"
)

// decodeText is the meaning of character data: line ends are "\n" (2.11),
// references are what they stand for.
func (f *File) decodeText(written []byte) string {
	for _, c := range written {
		if c == '&' || c == '\r' {
			var b strings.Builder
			f.decode(&b, written, false, false)
			return b.String()
		}
	}
	return string(written)
}

// decodeIn is decodeText for text of a tree, which may be an entity's.
func (f *File) decodeIn(t *tree, written []byte) string {
	var b strings.Builder
	f.decode(&b, written, false, t.place != nil)
	return b.String()
}

// decodeValue is the meaning of an attribute value, normalised as one of type
// CDATA (3.3.3): every white space is a space unless a character reference
// wrote it.
func (f *File) decodeValue(written []byte) string {
	for _, c := range written {
		if c == '&' || c < ' ' {
			var b strings.Builder
			f.decode(&b, written, true, false)
			return b.String()
		}
	}
	return string(written)
}

// decode writes the meaning of t, part of an attribute value or of content. In
// the replacement text of an entity, line ends are what they should be.
func (f *File) decode(b *strings.Builder, t []byte, value, replacement bool) {
	for i := 0; i < len(t); {
		switch c := t[i]; {
		case c == '\r':
			if i+1 < len(t) && t[i+1] == '\n' && !replacement {
				i++
			}
			i++
			switch {
			case value:
				b.WriteByte(' ')
			case replacement:
				b.WriteByte('\r')
			default:
				b.WriteByte('\n')
			}
		case value && (c == '\n' || c == '\t'):
			b.WriteByte(' ')
			i++
		case c == '&':
			i += f.decodeReference(b, t[i:], value)
		default:
			j := i + 1
			for j < len(t) && t[j] != '\r' && t[j] != '&' && (!value || t[j] != '\n' && t[j] != '\t') {
				j++
			}
			b.Write(t[i:j])
			i = j
		}
	}
}

// decodeReference writes what the reference at the start of t stands for, and
// gives its length. What is no reference, or one to an entity whose text is
// not known, stands for itself.
func (f *File) decodeReference(b *strings.Builder, t []byte, value bool) int {
	if len(t) > 1 && t[1] == '#' {
		r, end, closed := characterReference(t, 0)
		if closed && r >= 0 {
			b.WriteRune(r)
			return end
		}
	} else if end := name(t, 1); end > 1 && end < len(t) && t[end] == ';' {
		if c, ok := predefined(string(t[1:end])); ok {
			b.WriteByte(c)
			return end + 1
		}
		if f.decodeEntity(b, string(t[1:end]), value) {
			return end + 1
		}
	}
	b.WriteByte('&')
	return 1
}

// collapse normalises the value of an attribute of another type than CDATA
// (3.3.3): no spaces at its ends, and single ones in it.
func collapse(value string) string {
	return strings.Join(strings.FieldsFunc(value, func(r rune) bool { return r == ' ' }), " ")
}
