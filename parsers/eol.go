package parsers

import "bytes"

// EOL is the line end that most lines of the file have: "\n", "\r\n" or "\r".
// A tie, as in a file of one line, goes to the first in that order.
func (s *Source) EOL() string {
	crlf := bytes.Count(s.text, []byte("\r\n"))
	lf := bytes.Count(s.text, []byte("\n")) - crlf
	cr := bytes.Count(s.text, []byte("\r")) - crlf
	switch {
	case lf >= crlf && lf >= cr:
		return "\n"
	case crlf >= cr:
		return "\r\n"
	}
	return "\r"
}

// EndsInEOL is the length of the line end that text ends in: LF, CR LF, or a CR
// alone; 0 where it ends in none.
func EndsInEOL(text []byte) int {
	switch {
	case bytes.HasSuffix(text, []byte("\r\n")):
		return 2
	case bytes.HasSuffix(text, []byte("\n")), bytes.HasSuffix(text, []byte("\r")):
		return 1
	}
	return 0
}

// BeginsWithEOL is the length of the line end that text begins with: LF, CR LF,
// or a CR alone; 0 where it begins with none.
func BeginsWithEOL(text []byte) int {
	switch {
	case bytes.HasPrefix(text, []byte("\r\n")):
		return 2
	case len(text) > 0 && (text[0] == '\n' || text[0] == '\r'):
		return 1
	}
	return 0
}

// LineLength is the length of the line that text begins with, without its line end.
func LineLength(text []byte) int {
	if n := bytes.IndexAny(text, "\r\n"); n >= 0 {
		return n
	}
	return len(text)
}
