package load

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Acts reports whether a character does not show as itself on a terminal: it
// controls it, turns the text around it, has no width, or is a blank of another
// kind. It is what all output goes by; a tab and a line end are for the caller.
func Acts(r rune) bool { return r == '\uFEFF' || !unicode.IsPrint(r) }

// Visible is a character as text, or its number in angle brackets where it Acts,
// as in <202E>. A tab stays one.
func Visible(r rune) string {
	if r == '\t' || !Acts(r) {
		return string(r)
	}
	return fmt.Sprintf("<%04X>", r)
}

// Quote writes a name from outside so that it cannot act on a terminal: as it
// is where it is plain, else as a quoted string with escapes.
func Quote(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return r == '\uFFFD' || Acts(r) }) {
		return fmt.Sprintf("%+q", name)
	}
	return name
}

// EscapeJSON writes a text in JSON so that it cannot act on a terminal: with
// escapes for all that Acts. Outside of strings, JSON has no such characters but
// line ends.
func EscapeJSON(text string) string {
	acts := func(r rune) bool { return r != '\n' && Acts(r) }
	if !strings.ContainsFunc(text, acts) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !acts(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
