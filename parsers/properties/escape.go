package properties

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// EscapeKey writes a key so that Java reads it back as it is.
func EscapeKey(key string) string { return escape(key, true) }

// EscapeValue writes a value so that Java reads it back as it is: a leading
// blank, backslashes and control characters escaped, and all but ASCII as
// \uXXXX, so that the file's encoding does not matter.
func EscapeValue(value string) string { return escape(value, false) }

func escape(s string, key bool) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\f':
			b.WriteString(`\f`)
		case r == '\\', r == ' ' && (key || i == 0), key && strings.ContainsRune("=:#!", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r > '~':
			for _, u := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&b, `\u%04X`, u)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
