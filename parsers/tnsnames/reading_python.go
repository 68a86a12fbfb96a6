package tnsnames

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pythonReader reads as TnsnamesFileParser of python-oracledb does
// (src/oracledb/impl/base/parsers.pyx): character by character, counting
// parentheses, without regard to columns or quotes. It refuses nothing.
type pythonReader struct {
	text string
	pos  int
}

// readPython reads a text into an empty reading. Python's open() makes a line
// feed of every line end; here only values show that.
func readPython(text string, r Reading) Reading {
	p := pythonReader{text: text}
	for p.pos < len(text) {
		key, found := p.key()
		value := p.value()
		if !found || key == "" || value == "" {
			continue
		}
		if strings.IndexByte(value, '\r') >= 0 {
			value = strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\r", "\n")
		}
		key = strings.ToUpper(key)
		if key == "IFILE" {
			r.Includes = append(r.Includes, unquote(value))
			continue
		}
		for name := range strings.SplitSeq(key, ",") {
			name, ok := lastLine(trimSpace(name))
			if !ok {
				r.Err = errName
				return r
			}
			r.set(name, value)
		}
	}
	return r
}

// unquote takes one pair of double quotes away, as is done for IFILE.
func unquote(s string) string {
	if s[0] == '"' && s[len(s)-1] == '"' { // a single one is both
		return s[1:max(1, len(s)-1)]
	}
	return s
}

// isSpace is Py_UNICODE_ISSPACE.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

func trimSpace(s string) string { return strings.TrimFunc(s, isSpace) }

// rune is the character at the position, and its size.
func (p *pythonReader) rune() (rune, int) {
	if c := p.text[p.pos]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(p.text[p.pos:])
}

func (p *pythonReader) spaces() {
	for p.pos < len(p.text) {
		r, n := p.rune()
		if !isSpace(r) {
			return
		}
		p.pos += n
	}
}

// line skips the rest of the line, and the white space that follows it.
func (p *pythonReader) line() {
	for p.pos < len(p.text) {
		r, n := p.rune()
		p.pos += n
		if isBreak(r) {
			break
		}
	}
	p.spaces()
}

// key reads everything before "=". A line with a parenthesis or a comment in it
// is dropped, with what was read before it.
func (p *pythonReader) key() (key string, found bool) {
	started, start := false, 0
	p.spaces()
	for p.pos < len(p.text) {
		r, n := p.rune()
		switch {
		case r == '(' || r == ')' || r == '#':
			p.line()
			started = false
			continue
		case r == '=' && !started:
			p.line()
			continue
		case r == '=':
			p.pos += n
			return trimSpace(p.text[start : p.pos-1]), true
		case !started:
			started, start = true, p.pos
		}
		p.pos += n
	}
	return "", false
}

// value reads to the end of the line, or until parentheses balance and then to
// the end of that line, and cuts comments out.
func (p *pythonReader) value() string {
	depth := 0
	var parts []string
	for p.pos < len(p.text) {
		if part := p.part(&depth); part != "" {
			parts = append(parts, part)
		}
		if depth == 0 {
			break
		}
	}
	return trimSpace(strings.Join(parts, "\n"))
}

func (p *pythonReader) part(depth *int) string {
	found, start := false, 0
	p.spaces()
	end := p.pos
	for p.pos < len(p.text) {
		r, n := p.rune()
		if r == '#' {
			end = p.pos
			p.line()
			if found {
				break
			}
			continue
		}
		switch {
		case found && *depth == 0:
			if isBreak(r) {
				return trimSpace(p.text[start:p.pos])
			}
		case r == '(':
			*depth++
		case r == ')' && *depth > 0:
			*depth--
		}
		if !found {
			found, start = true, p.pos
		}
		p.pos += n
		for *depth > 0 && p.pos < len(p.text) && p.text[p.pos] != '(' && p.text[p.pos] != ')' && p.text[p.pos] != '#' {
			p.pos++ // nothing else counts in a list
		}
		end = p.pos
	}
	if !found {
		return ""
	}
	return trimSpace(p.text[start:end])
}
