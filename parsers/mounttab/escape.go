package mounttab

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// decode replaces octal escapes, as libmount does in every field: a backslash
// and three octal digits are a byte; any other backslash is itself. In
// ISO-8859-1 text a byte is a character. A NUL ends the field.
func decode(written string, latin1 bool) string {
	at := strings.IndexByte(written, '\\')
	if at < 0 {
		return written
	}
	var b strings.Builder
	for i := 0; i < len(written); {
		c, size := octal(written[i:])
		switch {
		case size == 0:
			b.WriteByte(written[i])
			i++
			continue
		case c == 0:
			return b.String()
		case latin1:
			b.WriteRune(rune(c))
		default:
			b.WriteByte(c)
		}
		i += size
	}
	return b.String()
}

// octal reads an escape at the start of s; its size is 0 where there is none.
func octal(s string) (c byte, size int) {
	if len(s) < 4 || s[0] != '\\' {
		return 0, 0
	}
	for _, d := range []byte(s[1:4]) {
		if d&^7 != '0' {
			return 0, 0
		}
		c = c<<3 | d&7
	}
	return c, 4
}

// Escape writes a field's meaning: blanks, tabs, line ends and backslashes as
// octal escapes, bytes that are no UTF-8, and a "#" that begins it, since it
// would begin a comment at the start of a line. It fails on NUL, which no field can hold.
func Escape(meaning string) (string, error) {
	if strings.IndexByte(meaning, 0) >= 0 {
		return "", fmt.Errorf("%q holds a NUL, which no mount table can", meaning)
	}
	var b strings.Builder
	for i := 0; i < len(meaning); {
		r, size := utf8.DecodeRuneInString(meaning[i:])
		c := meaning[i]
		if c == '#' && i == 0 || strings.IndexByte(" \t\n\r\v\f\\", c) >= 0 || r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&b, `\%03o`, c)
		} else {
			b.WriteString(meaning[i : i+size])
		}
		i += size
	}
	return b.String(), nil
}

// write is a field as it stands in a line of the file.
func (f *File) write(c Column, meaning string) (string, error) {
	g := grammars[f.dialect]
	if g.octal {
		return Escape(meaning)
	}
	if strings.ContainsAny(meaning, " \t\r\n\v\f\x00") || !utf8.ValidString(meaning) {
		return "", fmt.Errorf("the %s %q has blanks or control characters, which %s cannot hold", c, meaning, f.dialect)
	}
	if c == Source && strings.HasPrefix(meaning, "#") {
		return "", fmt.Errorf("the source %q would begin a comment", meaning)
	}
	return meaning, nil
}
