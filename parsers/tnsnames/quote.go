package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
)

// write makes an atom that means value. It is quoted where it must be, or
// where quote tells that the one before it was. An atom of an entry itself
// holds "=" and "," unquoted, as Easy Connect strings do, but does not begin with
// them.
//
// It fails where no way of writing is read alike by all: for line breaks, of
// which Python knows more than others, and controls; for "#", at which both
// drivers cut the line; and for parentheses that do not pair, which
// python-oracledb counts, in quotes too.
func write(value string, quote byte, top bool) (string, error) {
	if strings.Contains(value, "#") || strings.ContainsFunc(value, breaks) {
		return "", fmt.Errorf("%q cannot be written: a line break, a control character or a %q ends it for clients, in quotes too", value, "#")
	}
	if !paired(value) {
		return "", fmt.Errorf("%q cannot be written: its parentheses do not pair, and python-oracledb counts them, in quotes too", value)
	}
	special := " \t\v\f()=,\"'"
	if top {
		special = "()\"'"
	}
	plain := value != "" && value[0] != '=' && value[0] != ',' && !strings.ContainsAny(value, special) && value == trimSpace(value)
	if plain && quote == 0 {
		return escape(value, 0), nil
	}
	if quote == 0 {
		quote = '"'
		if strings.IndexByte(value, '"') >= 0 && strings.IndexByte(value, '\'') < 0 {
			quote = '\''
		}
	}
	return string(quote) + escape(value, quote) + string(quote), nil
}

// breaks reports whether a character ends a line for a reader, or is a control.
func breaks(r rune) bool { return isBreak(r) || r < ' ' && r != '\t' || r == 0x7F }

// paired reports whether every parenthesis has its partner.
func paired(value string) bool {
	depth := 0
	for _, c := range value {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// escape puts a backslash before those that would escape what follows them,
// and before the quote. node-oracledb takes blanks out first.
func escape(value string, quote byte) string {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '\\' && escapes(value[i+1:]), quote != 0 && c == quote:
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// escapes reports whether a backslash would be taken to escape what comes behind
// it: the end, or a reserved character.
func escapes(behind string) bool {
	behind = strings.TrimLeft(behind, " \t")
	return behind == "" || reserved(behind[0])
}

// checkName refuses what cannot be the name of an entry or a parameter.
func checkName(name string) error {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`()=,"'#\`, r)
	}) {
		return fmt.Errorf("%q is no name: letters, digits, dots and the like, without blanks", name)
	}
	if !nameByte(name[0]) {
		return fmt.Errorf("%q is no name: it begins with a letter or a digit", name)
	}
	return nil
}

// NeedsQuotes tells what in an atom Oracle asks quotes for, where it has none:
// a blank, or a character that is reserved. A backslash counts only where it
// escapes, and the value of an entry itself needs no quotes.
func (p Param) NeedsQuotes() (what string, needed bool) {
	if !p.Atom() || p.Quoted() {
		return "", false
	}
	at := p.Written()
	text := p.f.src.Text()
	if simple(text[at.Start:at.End]) {
		return "", false
	}
	inner := false
	for s := (scanner{text: text[:at.End], pos: at.Start}); s.pos < at.End; {
		switch t := s.next(); t.kind {
		case equals:
			return `"="`, true
		case quoted:
			return "quotes inside", true
		case blank:
			inner = true
		case eol, comment:
			inner = false
		case word:
			if inner && t.end <= at.End {
				return "a blank", true
			}
		}
	}
	return "", false
}

// Quote puts an atom in quotes. What it means stays.
func (f *File) Quote(p Param, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	if p.Quoted() || !p.Atom() {
		return nil, nil
	}
	quote := byte('"')
	if strings.IndexByte(p.Text(), '"') >= 0 {
		quote = '\''
	}
	written, err := write(p.Text(), quote, false)
	if err != nil {
		return nil, f.refuse(p, "%v", err)
	}
	return []parsers.Edit{{Span: p.Written(), New: []byte(written), Why: why}}, nil
}
