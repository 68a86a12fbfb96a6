package xmlconf

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"cfgtool/parsers"
)

// escaper writes text so that a reader of the file reads it back as it is.
type escaper struct {
	src *parsers.Source
	eol string // what is written for "\n" in text
}

// value writes an attribute value for the quote: what would end it, and the
// white space that a reader would change, become references.
func (w escaper) value(s string, quote byte) (string, error) {
	return w.write(s, func(_ int, r rune) string {
		switch {
		case r == '&':
			return "&amp;"
		case r == '<':
			return "&lt;"
		case r == '"' && quote == '"':
			return "&quot;"
		case r == '\'' && quote == '\'':
			return "&apos;"
		case r == '\t':
			return "&#9;"
		case r == '\n':
			return "&#10;"
		case r == '\r':
			return "&#13;"
		}
		return ""
	})
}

// text writes character data.
func (w escaper) text(s string) (string, error) {
	return w.write(s, func(i int, r rune) string {
		switch {
		case r == '&':
			return "&amp;"
		case r == '<':
			return "&lt;"
		case r == '>' && strings.HasSuffix(s[:i], "]]"):
			return "&gt;"
		case r == '\r':
			return "&#13;"
		case r == '\n':
			return w.eol
		}
		return ""
	})
}

// write escapes each character as escape says, where it returns "" and the
// encoding has the character as itself, else as &#x…;.
func (w escaper) write(s string, escape func(i int, r rune) string) (string, error) {
	var b strings.Builder
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return "", fmt.Errorf("%s: %q is no UTF-8 text", w.src.Name(), s)
			}
		}
		if !isChar(r) {
			return "", fmt.Errorf("%s: XML 1.0 has no way to write the character U+%04X", w.src.Name(), r)
		}
		if e := escape(i, r); e != "" {
			b.WriteString(e)
		} else if w.has(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "&#x%X;", r)
		}
	}
	return b.String(), nil
}

// has reports whether the file's encoding has the character.
func (w escaper) has(r rune) bool {
	if r < utf8.RuneSelf {
		return true
	}
	switch w.src.Charset() {
	case parsers.UTF8, parsers.UTF16LE, parsers.UTF16BE:
		return true
	}
	_, err := w.src.Encode([]byte(string(r)))
	return err == nil
}

// name checks a name, which cannot be escaped.
func (w escaper) name(s, what string) error {
	if !isName(s) {
		return fmt.Errorf("%s: %q cannot be the name of an %s", w.src.Name(), s, what)
	}
	for _, r := range s {
		if !w.has(r) {
			return fmt.Errorf("%s: %s has no character %q, which the name %q needs", w.src.Name(), w.src.Charset(), r, s)
		}
	}
	return nil
}
