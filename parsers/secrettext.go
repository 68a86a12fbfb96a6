package parsers

import "strings"

// SecretPlaces are the parts of any text that are secrets by what stands around
// them, in order: X in password=X, "password": "X", secret "X", <password>X<,
// name="password" value="X", http://user:X@host, jdbc:oracle:thin:user/X@host,
// user:X@host:1234, Bearer X and private keys. A value goes on in the next line
// where it is continued, indented or in quotes. It takes linear time.
func SecretPlaces(text string) []Span {
	s := secretScan{text: text}
	return s.places()
}

func (s *secretScan) places() []Span {
	text := s.text
	for s.at < len(text) {
		n := strings.IndexAny(text[s.at:], "=:@<\"'-bB")
		if n < 0 {
			break
		}
		s.at += n
		s.step()
	}
	if s.said {
		return s.found
	}
	before := len(s.found)
	for _, part := range []string{"ssw", "SSW"} { // of password and passwd
		for at := 0; ; {
			n := strings.Index(text[at:], part)
			if n < 0 {
				break
			}
			at += n + len(part)
			s.withoutSign(at)
		}
	}
	if len(s.found) > before {
		s.found = JoinSpans(s.found)
	}
	return s.found
}

// Mask is a text with "***" for each of its SecretPlaces.
func Mask(text string) string { return MaskSpans(text, SecretPlaces(text)) }

// MaskMessage is Mask for what a program says about a file: there, what follows a
// name and a colon is mostly a sentence, as in "passwd: cannot be read".
func MaskMessage(message string) string {
	s := secretScan{text: message, said: true}
	return MaskSpans(message, s.places())
}

// MaskSpans is a text with "***" for these parts, which are in order.
func MaskSpans(text string, hide []Span) string {
	if len(hide) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, s := range hide {
		b.WriteString(text[at:max(at, s.Start)])
		b.WriteString("***")
		at = max(at, s.End)
	}
	b.WriteString(text[at:])
	return b.String()
}

// secretScan is where reading is. What was hidden is not read again, and looking
// back and ahead has bounds, so that the time is linear.
type secretScan struct {
	text  string
	at    int
	found []Span
	line  Span // the rest of the line that was looked at last
	said  bool // the text is a message, not a file
}

// near is how many bytes are looked at before and behind a place.
const near = 256

// hide takes a part, and goes on behind it.
func (s *secretScan) hide(start, end int) {
	s.at = max(s.at+1, end)
	if start >= end {
		return
	}
	if n := len(s.found); n > 0 && start <= s.found[n-1].End {
		s.found[n-1].End = max(s.found[n-1].End, end)
		return
	}
	s.found = append(s.found, Span{start, end})
}

// step looks at one character that may belong to a secret, and goes on.
func (s *secretScan) step() {
	at := s.at
	switch s.text[at] {
	case '=':
		s.assigned(at)
	case ':':
		if strings.HasPrefix(s.text[at:], "://") {
			s.authority(at + len("://"))
		} else {
			s.assigned(at)
		}
	case '@':
		s.account(at)
	case '<':
		s.element(at)
	case '"', '\'':
		s.quoted(at)
	case '-':
		s.privateKey(at)
		s.option(at)
	default:
		s.authorization(at)
	}
	if s.at == at {
		s.at++
	}
}

// assigned reads KEY = VALUE at the sign between them.
func (s *secretScan) assigned(sign int) {
	key, start := s.keyBefore(sign)
	if key == "" {
		return
	}
	if s.text[sign] == '=' && s.attribute(key, sign+1) {
		return
	}
	secrecy := SecrecyOf(key)
	if start > 0 && signature(s.text[start-1], key) {
		secrecy = Likely
	}
	if secrecy == Open {
		return
	}
	before := byte('\n')
	if start > 0 {
		before = s.text[start-1]
	}
	switch doubled := sign+1 < len(s.text) && s.text[sign+1] == '='; {
	case s.said && s.text[sign] == ':' && before == '/': // the place of a finding
		return
	case secrecy == Likely && s.text[sign] == '=' && doubled: // the end of Base64
		return
	case secrecy == Likely && s.text[sign] == ':' && strings.IndexByte(" \t", before) >= 0: // PASS: 12 tests
		if begins, _ := s.beginsLine(start); !begins {
			return
		}
	}
	value := sign + 1
	for value < len(s.text) && strings.IndexByte("=:>", s.text[value]) >= 0 {
		value++
	}
	value = skipWhite(s.text, value)
	if secrecy == Likely && value < len(s.text) && isPathOrTag(s.text[value]) {
		return
	}
	end := s.valueEnd(start, sign, value)
	written := s.text[value:end]
	if key == "passwd" && s.text[sign] == ':' && databases[strings.TrimRight(strings.SplitN(written, " ", 2)[0], "]")] {
		return
	}
	switch {
	case written == "" || strings.TrimRight(written, " \t") == `\`:
		s.nextLines(start, value, secrecy)
	case s.text[sign] == ':' && s.prose(value, end), !secrecy.Hides(unquoted(written)):
		return
	default:
		for value+1 < end-1 && s.text[value] == '(' && s.text[end-1] == ')' { // a list of Oracle's
			value, end = value+1, end-1
		}
		switch open := written[0]; {
		case len(unquoted(written)) < len(written):
			s.hide(value+1, end-1)
		case strings.HasSuffix(written, `\`):
			s.hide(value, end)
			s.nextLines(start, value, secrecy)
		case isQuote(open):
			s.hide(value+1, end)
			s.openQuote(open, end)
		default:
			s.hide(value, end)
		}
	}
}

// databases are where nsswitch.conf(5) has users looked up: "passwd: files sss".
var databases = wordSet("files compat db sss systemd ldap nis nisplus winbind")

// keyBefore is the name before a sign and where it starts; it may be in quotes.
func (s *secretScan) keyBefore(sign int) (key string, start int) {
	end := sign
	for end > 0 && sign-end < near && isWhite(s.text[end-1]) {
		end--
	}
	if end > 0 && (s.text[end-1] == '"' || s.text[end-1] == '\'') {
		end--
	}
	if end > 0 && s.text[end-1] == ']' { // the number of one of several
		if open := strings.LastIndexByte(s.text[max(0, end-len("[999]")):end], '['); open >= 0 {
			end = max(0, end-len("[999]")) + open
		}
	}
	start = end
	for start > 0 && end-start < longestKey && keyByte(s.text[start-1]) {
		start--
	}
	return s.text[start:end], start
}

func keyByte(c byte) bool {
	return letter(c) || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '-'
}

// beginsLine reports whether a key is the first on its line, but for words such as
// those of "ldap password", and whether the line is a comment.
func (s *secretScan) beginsLine(key int) (begins, comment bool) {
	words := 0
	for i := key; i > 0 && key-i < near; i-- {
		switch c := s.text[i-1]; {
		case c == '\n' || c == '\r':
			return true, comment
		case strings.IndexByte("#;!*", c) >= 0:
			comment = true
		case c == '/' && i > 1 && s.text[i-2] == '/':
			comment = true
			i--
		case comment && !isWhite(c):
			return false, true
		case isWhite(c):
			words++
		case !keyByte(c):
			return false, comment
		}
		if words > mostWords {
			return false, comment
		}
		begins = i == 1
	}
	return begins || key == 0, comment
}

// mostWords is how many blanks may stand before the last word of a name.
const mostWords = 8

// prose reports whether what follows KEY: is a text, such as "password: the one
// of the server", or a sign as in "*password:*", and not a value.
func (s *secretScan) prose(value, end int) bool {
	rest := strings.TrimLeft(s.text[end:min(s.lineEnd(end), end+near)], " \t")
	letters, signs := 0, 0
	for i := value; i < end; i++ {
		switch {
		case letter(s.text[i]):
			letters++
		case s.text[i] >= '0' && s.text[i] <= '9':
			return false
		default:
			signs++
		}
		if letters > 0 && signs > 0 {
			return false
		}
	}
	return letters == 0 || rest != "" && letter(rest[0])
}
