package parsers

import "strings"

// authority hides the password of USER:PASSWORD@ behind "//".
func (s *secretScan) authority(start int) {
	end := start
	user, last := -1, -1 // the first ":", and the last "@"
	for ; end < len(s.text) && end-start < near; end++ {
		c := s.text[end]
		if c <= ' ' || isQuote(c) || c == '<' || c == '>' {
			break
		}
		if c == '/' && user >= 0 && last < 0 && digits(s.text[user+1:end]) {
			break // behind a port
		}
		if (c == '/' || c == '?' || c == '#') && (user < 0 || last >= 0) {
			break
		}
		if c == ':' && user < 0 && last < 0 {
			user = end
		}
		if c == '@' {
			last = end
		}
	}
	if user >= 0 && last > user {
		s.hide(user+1, last)
	}
}

func digits(text string) bool { return strings.Trim(text, "0123456789") == "" }

// account hides the password before an "@": of USER:PASSWORD@HOST:PORT, of
// //USER:PASSWORD@HOST, and of Oracle's USER/PASSWORD@HOST.
func (s *secretScan) account(at int) {
	if at+1 == len(s.text) || !keyByte(s.text[at+1]) && strings.IndexByte("/([", s.text[at+1]) < 0 {
		return
	}
	token := at
	for token > 0 && at-token < near {
		c := s.text[token-1]
		if c <= ' ' || isQuote(c) || c == '<' || c == '>' || c == '(' ||
			c == ',' && strings.IndexByte(s.text[token:at], ':') >= 0 {
			break
		}
		token--
	}
	before, behind := s.text[token:at], s.text[at+1:min(len(s.text), at+1+near)]
	if i := strings.Index(before, "//"); i >= 0 {
		s.authority(token + i + len("//"))
		return
	}
	if oracle := oraclePassword(before, s.text[max(0, token-near):token], behind); oracle > 0 {
		s.hide(token+oracle, at)
		return
	}
	colon := strings.IndexByte(before, ':')
	if colon <= 0 || colon+1 == len(before) {
		return
	}
	fuse := strings.Contains(before[:colon], "fs#") // sshfs#USER:PASSWORD@HOST
	if host, port := hostAndPort(behind); !fuse && !port && (!host || strings.IndexByte(before[colon:], '/') >= 0) {
		return
	}
	user := before[strings.LastIndexAny(before[:colon], "=,;")+1 : colon]
	if !strings.ContainsFunc(user, func(r rune) bool { return r > '9' }) || digits(before[colon+1:]) {
		return // an address, and a port
	}
	switch strings.ToLower(user) {
	case "", "jdbc", "pkg", "mailto", "sip", "sips", "xmpp", "ssh", "git":
		return
	}
	s.hide(token+colon+1, at)
}

// hostAndPort reports whether a text begins with an IPv4 address, and whether it
// begins with any host and its port.
func hostAndPort(text string) (host, port bool) {
	n := 0
	for n < len(text) && (keyByte(text[n]) || text[n] == '[' || text[n] == ']') {
		n++
	}
	end := n + 1
	for n > 0 && n < len(text) && text[n] == ':' && end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	port = end > n+1 && end <= n+len(":65535") && (end == len(text) || !keyByte(text[end]))
	return strings.Count(text[:n], ".") == 3 && strings.Trim(text[:n], "0123456789.") == "", port
}

// clients of Oracle, and words before it, take USER/PASSWORD@HOST as their argument.
var clients = wordSet("sqlplus rman exp imp expdp impdp sqlldr connect conn target")

// oraclePassword is where the password begins in USER/PASSWORD, in a JDBC URL,
// behind the name of a client, or before "@//"; 0 where there is none.
func oraclePassword(account, before, behind string) int {
	slash := strings.IndexByte(account, '/')
	if slash <= 0 {
		return 0
	}
	user := strings.LastIndexAny(account[:slash], ":=") + 1
	prefix := strings.ToLower(account[:user])
	for i := user; i < slash; i++ {
		if c := account[i]; !keyByte(c) && c != '$' && c != '#' {
			return 0
		}
	}
	if strings.Contains(prefix, "jdbc:oracle:") || strings.HasPrefix(behind, "//") {
		return slash + 1
	}
	word := strings.TrimRight(before, " \t")
	word = word[strings.LastIndexAny(word, " \t\r\n=:")+1:]
	if prefix == "userid=" || prefix == "" && len(word) <= len("sqlplus") && clients[strings.ToLower(word)] {
		return slash + 1
	}
	return 0
}

// authorization hides what follows Bearer or Basic (RFC 6750, RFC 7617).
func (s *secretScan) authorization(at int) {
	if at > 0 && letter(s.text[at-1]) {
		return
	}
	start := at
	for _, scheme := range []string{"bearer ", "basic "} {
		if len(s.text)-at > len(scheme) && strings.EqualFold(s.text[at:at+len(scheme)], scheme) {
			start = at + len(scheme)
		}
	}
	end := start
	for end < len(s.text) && start > at && (keyByte(s.text[end]) || strings.IndexByte("+/=~", s.text[end]) >= 0) {
		end++
	}
	const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="
	if basic := start == at+len("basic "); basic && strings.Trim(s.text[start:end], base64) != "" {
		return // basic HTTP/1.1
	}
	if token := s.text[start:end]; len(token) >= 8 && strings.ContainsAny(token, "0123456789") {
		s.hide(start, end)
	}
}

// signature reports whether a parameter of a URL signs it: sig of Azure, and
// X-Amz-Signature. Who has the URL has what it leads to.
func signature(before byte, key string) bool {
	if before != '?' && before != '&' && before != ';' {
		return false
	}
	return key == "sig" || len(key) > len("-Signature") && strings.EqualFold(key[len(key)-len("-Signature"):], "-Signature")
}

// option hides the argument behind "--password" and its like, in a command line,
// a list in quotes, or the element behind. What is all letters may be a text
// about the option.
func (s *secretScan) option(at int) {
	if at > 0 && (keyByte(s.text[at-1]) || s.text[at-1] == '/') {
		return
	}
	rest := s.text[at:min(len(s.text), at+near)]
	dashes := len(rest) - len(strings.TrimLeft(rest, "-"))
	end := dashes
	for end < len(rest) && keyByte(rest[end]) {
		end++
	}
	if dashes > 2 || SecrecyOf(rest[dashes:end]) == Open {
		return
	}
	value := end
	if strings.HasPrefix(rest[end:], "</") { // <arg>--password</arg><arg>X</arg>
		for range 2 {
			value += strings.IndexByte(rest[value:], '>') + 1
		}
	} else {
		value += len(rest[end:]) - len(strings.TrimLeft(rest[end:], "\"', \t"))
	}
	end = value
	for end < len(rest) && rest[end] > ' ' && !isQuote(rest[end]) && rest[end] != '<' {
		end++
	}
	text := strings.TrimRight(rest[value:end], ".,:;)]`|")
	if value == end || strings.IndexByte(`-=:</$[{(%\`, rest[value]) >= 0 || strings.Contains(text, "://") || strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") == "" {
		return
	}
	s.hide(at+value, at+value+len(text))
}

func isWhite(c byte) bool { return c == ' ' || c == '\t' }
func isQuote(c byte) bool { return c == '"' || c == '\'' }

func skipWhite(text string, at int) int {
	for at < len(text) && isWhite(text[at]) {
		at++
	}
	return at
}

// unquoted is a value without the quotes around it.
func unquoted(value string) string {
	if n := len(value); n >= 2 && isQuote(value[0]) && value[n-1] == value[0] {
		return value[1 : n-1]
	}
	return value
}
