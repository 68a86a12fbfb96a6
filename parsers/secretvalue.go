package parsers

import "strings"

// Where the value of a secret's key ends: on its line, or on lines behind it.

// valueEnd is where the value ends that starts on this line.
func (s *secretScan) valueEnd(key, sign, value int) int {
	text := s.text
	if value == len(text) || text[value] == '\n' || text[value] == '\r' {
		return value
	}
	line := s.lineEnd(value)
	if q := text[value]; q == '"' || q == '\'' {
		for i := value + 1; i < line; i++ {
			if text[i] == '\\' {
				i++
			} else if text[i] == q {
				return i + 1
			}
		}
		return line
	}
	if begins, comment := s.beginsLine(key); begins && (text[sign] == '=' || !comment && !s.said) {
		return value + len(strings.TrimRight(text[value:line], " \t"))
	}
	return s.tokenEnd(key, value, line, text[sign:sign+1])
}

// tokenEnd is where a value ends in the middle of a line: at a blank, the quote
// or parenthesis around it, a tag, or before the next pair.
func (s *secretScan) tokenEnd(key, value, line int, pair string) int {
	text := s.text
	before := text[max(0, key-near):key]
	if nl := strings.LastIndexByte(before, '\n'); nl >= 0 {
		before = before[nl+1:]
	}
	list := strings.LastIndexByte(before, ',') > strings.LastIndexAny(before, " \t")
	for i := value; i < line; i++ {
		switch c := text[i]; c {
		case ' ', '\t':
			return i
		case '"', '\'', '`':
			if strings.Count(before, string(c))%2 == 1 {
				return i
			}
		case ')', ']', '}':
			if open := strings.IndexByte(")]}", c); strings.LastIndexByte(before, "([{"[open]) > strings.LastIndexByte(before, c) {
				return i
			}
		case '<':
			if rest := text[i:]; strings.HasPrefix(rest, "</") || strings.HasPrefix(rest, "<!") {
				return i
			}
		case '-', '?', '/':
			if rest := text[i:]; strings.HasPrefix(rest, "-->") || strings.HasPrefix(rest, "?>") || strings.HasPrefix(rest, "/>") {
				return i
			}
		case ',':
			if i+1 < line && text[i+1] == ',' { // a comma in the password of a mount option
				i++
			} else if list || pairFollows(text[i+1:line], pair) || i+1 == line {
				return i
			}
		case ';', '&':
			if pairFollows(text[i+1:line], pair) || i+1 == line {
				return i
			}
		}
	}
	return line
}

// pairFollows reports whether a text begins with a name and one of these signs.
func pairFollows(text, signs string) bool {
	text = strings.TrimPrefix(text, "amp;")
	for i := 0; i < len(text) && i < near/4; i++ {
		switch c := text[i]; {
		case strings.IndexByte(signs, c) >= 0:
			return i > 0
		case !keyByte(c) && !isWhite(c):
			return false
		}
	}
	return false
}

// lineEnd is where the line ends that a place is on, without its line end.
func (s *secretScan) lineEnd(at int) int {
	if at < s.line.Start || at > s.line.End || s.line.End == 0 {
		s.line = Span{at, at + lineLength(s.text[at:])}
	}
	return s.line.End
}

func lineLength(text string) int {
	if n := strings.IndexAny(text, "\r\n"); n >= 0 {
		return n
	}
	return len(text)
}

// nextLine is where the line behind a line's end starts.
func nextLine(text string, eol int) int {
	if strings.HasPrefix(text[eol:], "\r\n") {
		return eol + 2
	}
	return min(eol+1, len(text))
}

// nextLines hides what continues an empty value: the lines behind a "\", or one
// that is indented further than the key and is no pair itself.
func (s *secretScan) nextLines(key, at int, secrecy Secrecy) {
	text := s.text
	eol := s.lineEnd(at)
	_, commented := s.beginsLine(key)
	line := key
	for line > 0 && key-line < near && text[line-1] != '\n' && text[line-1] != '\r' {
		line--
	}
	outer := indent(text[line:], commented)
	for n := 0; ; n++ {
		continued := strings.HasSuffix(strings.TrimRight(text[at:eol], " \t"), `\`)
		next := nextLine(text, eol)
		if next >= len(text) || !continued && n > 0 {
			return
		}
		inner := indent(text[next:], commented)
		start := next + inner
		at, eol = start, s.lineEnd(start)
		content := strings.TrimRight(strings.TrimSuffix(strings.TrimRight(text[start:eol], " \t"), `\`), " \t")
		if !continued && (inner <= outer || content == "" || strings.IndexByte("#;!<[(", content[0]) >= 0 || pairFollows(strings.TrimRight(content, "="), ":=")) {
			return
		}
		if secrecy.Hides(unquoted(content)) {
			s.hide(start, start+len(content))
		}
	}
}

// indent is the length of the blanks that a line begins with, and of its comment
// marker where the lines are commented out.
func indent(line string, commented bool) int {
	i := skipWhite(line, 0)
	if commented {
		for i < len(line) && strings.IndexByte("#;!", line[i]) >= 0 {
			i++
		}
		i = skipWhite(line, i)
	}
	return i
}

// longestQuote is how many lines a value in quotes may have.
const longestQuote = 20

// openQuote hides the lines up to the quote that closes a value. Where there is
// none, or another pair begins before it, the value ended with its line.
func (s *secretScan) openQuote(quote byte, eol int) {
	from := nextLine(s.text, eol)
	for line := from; line < len(s.text) && s.text[line-1] != 0; {
		end := line + lineLength(s.text[line:])
		closing := strings.IndexByte(s.text[line:end], quote)
		if strings.IndexByte(s.text[line:line+max(closing, 0)], '=') >= 0 {
			return
		}
		if closing >= 0 {
			s.hide(from, line+closing)
			return
		}
		if strings.Count(s.text[from:end], "\n") >= longestQuote || strings.IndexByte(s.text[line:end], '=') >= 0 {
			return
		}
		line = nextLine(s.text, end)
	}
}

// withoutSign hides the last word of a line such as "ldap password X", where the
// sign is missing or needs not stand. It has a letter and a digit, so that texts
// about passwords stay. What it gets is a place in the word before.
func (s *secretScan) withoutSign(at int) {
	key, last := at, at
	for last < len(s.text) && last-at < longestKey && keyByte(s.text[last]) {
		last++
	}
	for key > 0 && at-key < longestKey && keyByte(s.text[key-1]) {
		key--
	}
	start := skipWhite(s.text, last)
	end := start
	for end < len(s.text) && end-start < longestKey && s.text[end] > ' ' {
		end++
	}
	if behind := skipWhite(s.text, end); behind < len(s.text) && s.text[behind] != '\n' && s.text[behind] != '\r' {
		return
	}
	value := s.text[start:end]
	if start == last || len(value) < 6 || strings.IndexByte("=:<{[(|", value[0]) >= 0 || !strings.ContainsAny(value, "0123456789") ||
		!strings.ContainsFunc(value, func(r rune) bool { return r > '9' }) || SecrecyOf(s.text[key:last]) != Certain || !Likely.Hides(value) {
		return
	}
	if begins, _ := s.beginsLine(key); begins {
		s.found = append(s.found, Span{start, end})
	}
}
