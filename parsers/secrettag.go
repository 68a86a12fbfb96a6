package parsers

import "strings"

// NameName reports whether an XML element or attribute of this name holds the name
// of what another one has the value of.
func NameName(name string) bool {
	switch lastWord(name) {
	case "name", "key", "property", "param", "id":
		return true
	}
	return false
}

// ValueName reports whether an XML element or attribute of this name holds the
// value of what another one names.
func ValueName(name string) bool {
	switch lastWord(name) {
	case "value", "val", "string", "data", "content", "default", "text", "hash", "plain":
		return true
	}
	return false
}

func lastWord(name string) string {
	var room [8]string
	words := splitWords(room[:0], name[max(0, len(name)-longestKey):])
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// attribute reads a tag from the value of an attribute that names it, and hides
// its value, or the text behind the tag. It tells whether the name is a secret's.
func (s *secretScan) attribute(key string, at int) bool {
	name, end, ok := s.inQuotes(at)
	if !ok || !mayBeSecret(name) || !NameName(key) {
		return false
	}
	secrecy := SecrecyOf(name)
	if secrecy == Open {
		return false
	}
	rest := s.text[end:min(len(s.text), end+near)]
	tag := strings.IndexAny(rest, "<>")
	if tag < 0 {
		tag = len(rest)
	}
	for i := 0; i < tag; {
		sign := strings.IndexByte(rest[i:tag], '=')
		if sign < 0 {
			break
		}
		i += sign + 1
		key, _ := s.keyBefore(end + i - 1)
		value, behind, ok := s.inQuotes(skipWhite(s.text, end+i))
		if ok && ValueName(key) && secrecy.Hides(value) {
			s.hide(behind-1-len(value), behind-1)
			return true
		}
	}
	if tag < len(rest) && rest[tag] == '>' && !strings.HasSuffix(rest[:tag], "/") {
		s.content(end+tag+1, secrecy)
	}
	return true
}

// inQuotes is what stands in the quotes that begin at a place, and where they end.
func (s *secretScan) inQuotes(at int) (text string, end int, ok bool) {
	if at >= len(s.text) || !isQuote(s.text[at]) {
		return "", at, false
	}
	within := s.text[at+1 : min(len(s.text), at+1+near)]
	n := strings.IndexByte(within, s.text[at])
	if n < 0 {
		return "", at, false
	}
	return within[:n], at + n + 2, true
}

// element reads a start tag, and hides the text behind it where its name is a
// secret's.
func (s *secretScan) element(at int) {
	end := at + 1
	for end < len(s.text) && end-at < longestKey && (keyByte(s.text[end]) || s.text[end] == ':') {
		end++
	}
	name := s.text[at+1 : end]
	secrecy := SecrecyOf(name[strings.LastIndexByte(name, ':')+1:])
	if secrecy == Open {
		s.named(name, end)
		return
	}
	tag := s.text[end:min(len(s.text), end+near)]
	if n := strings.IndexAny(tag, "<>"); n >= 0 && tag[n] == '>' && !strings.HasSuffix(tag[:n], "/") {
		s.content(end+n+1, secrecy)
	}
}

// named hides the text of <value> behind <name>password</name>.
func (s *secretScan) named(name string, end int) {
	rest := s.text[end:min(len(s.text), end+near)]
	if !strings.HasPrefix(rest, ">") {
		return
	}
	text, _, ok := strings.Cut(rest[1:], "</")
	if !ok || !mayBeSecret(text) || !NameName(name) {
		return
	}
	secrecy := SecrecyOf(strings.TrimSpace(text))
	next := 1 + len(text) + len("</")
	next += strings.IndexByte(rest[next:], '>') + 1
	tag := strings.TrimLeft(rest[next:], " \t\r\n")
	close := strings.IndexByte(tag, '>')
	if secrecy == Open || close < 0 || tag[0] != '<' || !ValueName(tag[1:close]) {
		return
	}
	s.content(end+len(rest)-len(tag)+close+1, secrecy)
}

// longestContent is how many bytes of an element's text are looked at.
const longestContent = 4096

// content hides the text of an element, up to the next tag.
func (s *secretScan) content(start int, secrecy Secrecy) {
	within := s.text[start:min(len(s.text), start+longestContent)]
	closing := "<"
	if rest := strings.TrimLeft(within, " \t\r\n"); strings.HasPrefix(rest, "<![CDATA[") {
		start += len(within) - len(rest) + len("<![CDATA[")
		within, closing = rest[len("<![CDATA["):], "]]>"
	}
	end := strings.Index(within, closing)
	if end < 0 && closing != "<" {
		end = len(within)
	}
	// Over several lines it is a text of this element only where its end tag follows.
	if line := lineLength(within); closing == "<" && end != line && (end < 0 || end > line && !strings.HasPrefix(within[end:], "</")) {
		end = line
	}
	text := strings.TrimRight(within[:end], " \t\r\n")
	left := strings.TrimLeft(text, " \t\r\n")
	if secrecy.Hides(left) && strings.ContainsFunc(left, isWord) {
		s.hide(start+len(text)-len(left), start+len(text))
	}
}

// quoted hides what stands in quotes behind the name of a secret and a blank.
func (s *secretScan) quoted(at int) {
	end := at
	for end > 0 && at-end < near && isWhite(s.text[end-1]) {
		end--
	}
	start := end
	for start > 0 && end-start < longestKey && keyByte(s.text[start-1]) {
		start--
	}
	if end == at || SecrecyOf(s.text[start:end]) != Certain {
		return
	}
	line := s.lineEnd(at)
	close := strings.IndexByte(s.text[at+1:line], s.text[at])
	if close < 0 {
		s.hide(at+1, line)
		return
	}
	if Certain.Hides(s.text[at+1 : at+1+close]) {
		s.hide(at+1, at+1+close)
	}
}

// privateKey hides the body of a private key (RFC 7468).
func (s *secretScan) privateKey(at int) {
	rest := s.text[at:]
	if !strings.HasPrefix(rest, "-----BEGIN ") {
		return
	}
	heading := strings.Index(rest[:min(len(rest), near)], "PRIVATE KEY")
	if heading < 0 {
		return
	}
	heading += len("PRIVATE KEY")
	behind := strings.TrimPrefix(rest[heading:], " BLOCK") // OpenPGP (RFC 9580)
	if !strings.HasPrefix(behind, "-----") {
		return
	}
	heading = len(rest) - len(behind) + len("-----")
	body := strings.Index(rest[heading:], "-----END")
	if body < 0 {
		body = len(rest) - heading
	}
	s.hide(at+heading, at+heading+body)
}
