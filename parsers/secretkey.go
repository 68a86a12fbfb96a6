package parsers

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Secrecy is how sure a key makes it that its value is a secret.
type Secrecy uint8

const (
	Open    Secrecy = iota // it is none
	Likely                 // it is one, unless it reads like a text, a path or a placeholder
	Certain                // it is one, unless it is no more than a placeholder, yes or no
)

// SecrecyOf tells what the name of a key, or the last step of a path, says of
// its value. Numbers in the name do not matter. Profiles name the secrets that
// their names do not give away.
func SecrecyOf(key string) Secrecy {
	if !mayBeSecret(key) {
		return Open
	}
	key = withoutRepetitions(key[strings.LastIndexByte(key, '/')+1:])
	var room [16]string
	words := splitWords(room[:0], key[max(0, len(key)-longestKey):])
	for i := range words {
		if found, behind, ok := secretWord(words, i); ok {
			return inContext(words[:i], found, behind)
		}
	}
	if n := len(words); n > 0 && (likelyWord(words[n-1]) || community(words)) {
		return Likely
	}
	return Open
}

// inContext is the secrecy of a secret word between other words.
func inContext(before []string, found string, behind []string) Secrecy {
	if n := len(behind); found == "secret" && n > 0 && behind[n-1] == "key" { // secret.key, secret_access_key
		return Likely
	}
	if slices.ContainsFunc(behind, func(w string) bool { return abouts[w] }) {
		return Open
	}
	if len(behind) > 0 || strings.HasSuffix(found, "key") || slices.ContainsFunc(before, func(w string) bool { return texts[w] }) {
		return Likely
	}
	return Certain
}

// longestKey is how much of a key is looked at, from its end.
const longestKey = 128

// secretWords are what a word of a secret's key is, ends in, or begins with;
// two neighbouring words count as one, too: "apiKey" and "api.key".
var secretWords = []string{"password", "passwd", "passphrase", "passcode", "secret", "authtoken", "pasword", "passwrd", "passwort",
	"privatekey", "apikey", "accesskey", "accountkey", "sharedkey", "signingkey", "encryptionkey", "decryptionkey", "validationkey", "masterkey"}

// likelyWords are the last words of keys that mostly are those of secrets.
var likelyWords = []string{"token", "pwd", "pw", "pass", "bearer", "credential", "cred", "psk"}

// communities are the words before "community", or joined to it, in the names of
// SNMP's passwords (RFC 1157).
var communities = wordSet("snmp read write ro rw trap")

// owners stand before one of likelyWords without anything between, as in rootpw.
var owners = []string{"root", "bind", "user", "db", "admin", "ldap", "smtp", "mail", "ftp", "sql", "sys", "key", "store"}

// abouts are the words behind "password" in keys whose values tell something
// about passwords: how long they are, where they are kept, what a form says.
var abouts = wordSet(`file files path dir directory folder url uri link policy policies min minimum max maximum length len size
	age expire expires expired expiry expiration timeout days history encoding encoder encoders encryption algorithm alg type format field
	fields label title text message messages msg msgs prompt hint help error errors invalid required require enabled enable
	disabled disable allowed change changed changing changer reset forgot forgotten recovery recover sync server program chat
	manager provider handler filter validator validation callback class id attribute attr column param parameter
	property command cmd script style visible visibility show mask char chars character characters regex pattern strength
	complexity page view form action button module service authenticator authentication auth database db backend source
	location owner count limit retry retries attempts attempt lifetime ttl validity header endpoint policyid ref reference
	name names key keys alias quality rules rule check checks checker length tooltip description desc notification
	subject body info warning success failed failure mismatch match matches empty missing wrong not must is was has for to of and
	or in icon image safe protected generator generation input dialog window panel
	store stores keystore engine mode scheme version schema plugin lookup exchange`)

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// texts are the words before "password" in keys of what a form says.
var texts = wordSet(`label labels title text message messages msg msgs prompt hint help error errors tooltip placeholder caption enter
	invalid wrong missing forgot confirm show ask description desc display field form page button`)

// secretWord reports whether the i-th word, alone or with the next, is one of
// secretWords, which one, and what stands behind it.
func secretWord(words []string, i int) (found string, behind []string, ok bool) {
	word := words[i]
	for _, secret := range secretWords {
		rest, begins := strings.CutPrefix(word, secret)
		switch {
		case strings.HasSuffix(singular(word), secret):
			return secret, words[i+1:], true
		case begins && (abouts[rest] || rest == "hash"):
			return secret, append([]string{rest}, words[i+1:]...), true
		case i+1 < len(words) && word != "" && strings.HasPrefix(secret, word) && singular(words[i+1]) == secret[len(word):]:
			return secret, words[i+2:], true
		}
	}
	return "", nil, false
}

func singular(word string) string { return strings.TrimSuffix(word, "s") }

func likelyWord(word string) bool {
	if !strings.HasSuffix(word, "pass") {
		word = singular(word)
	}
	for _, likely := range likelyWords {
		before, ok := strings.CutSuffix(word, likely)
		if !ok {
			continue
		}
		if before == "" || likely == "pwd" {
			return true
		}
		for _, owner := range owners {
			if strings.HasSuffix(before, owner) {
				return true
			}
		}
	}
	return false
}

func community(words []string) bool {
	joined, ok := strings.CutSuffix(words[len(words)-1], "community")
	return ok && (communities[joined] || joined == "" && len(words) > 1 && communities[words[len(words)-2]])
}

// splitWords appends the words of a key in small letters, without numbers: they
// end at what is no letter, and where a capital begins another one.
func splitWords(words []string, key string) []string {
	start := 0
	end := func(i int) {
		if i > start {
			words = append(words, strings.ToLower(key[start:i]))
		}
		start = i
	}
	for i := range len(key) {
		c := key[i]
		switch {
		case !letter(c):
			end(i)
			start = i + 1
		case capital(c) && i > start && (!capital(key[i-1]) || i+1 < len(key) && small(key[i+1])):
			end(i)
		}
	}
	end(len(key))
	return words
}

// mayBeSecret is a quick look at a key for what all secret words have one of.
func mayBeSecret(key string) bool {
	for i := 0; i+1 < len(key); i++ {
		next, third := key[i+1]|0x20, byte(0)
		if i+2 < len(key) {
			third = key[i+2] | 0x20
		}
		switch key[i] | 0x20 {
		case 'p': // password, pass; pwd, pw; psk
			if next == 'a' && third == 's' || next == 'w' || next == 's' && third == 'k' {
				return true
			}
		case 's': // secret
			if next == 'e' && third == 'c' {
				return true
			}
		case 't': // token
			if next == 'o' && third == 'k' {
				return true
			}
		case 'c': // credential; community
			if next == 'r' && third == 'e' || next == 'o' && third == 'm' && strings.HasSuffix(strings.ToLower(key), "community") {
				return true
			}
		case 'b': // bearer
			if next == 'e' && third == 'a' {
				return true
			}
		case 'k': // privatekey, apikey, accesskey
			if next == 'e' && third == 'y' {
				return true
			}
		}
	}
	return false
}

func capital(c byte) bool { return c >= 'A' && c <= 'Z' }
func small(c byte) bool   { return c >= 'a' && c <= 'z' }
func letter(c byte) bool  { return capital(c) || small(c) || c >= utf8.RuneSelf }

// Hides reports whether a value under a key of this secrecy is a secret.
func (s Secrecy) Hides(value string) bool {
	if s == Open || strings.Trim(value, `"'`) == "" || placeholder(value) || saysYesOrNo(value) {
		return false
	}
	if s == Certain {
		return true
	}
	// Of a request's token, programs state the name: input_token=nextToken.
	names := len(value) <= longestKey && lastWord(value) == "token"
	return !names && !isPathOrTag(value[0]) && !strings.ContainsAny(value, " \t\n") && strings.ContainsFunc(value, isWord)
}

func isWord(r rune) bool {
	return r >= '0' && r <= '9' || r < utf8.RuneSelf && letter(byte(r)) || r >= utf8.RuneSelf
}

// isPathOrTag reports whether a value that begins so is an absolute path, or a
// placeholder such as <token>.
func isPathOrTag(first byte) bool { return first == '/' || first == '<' }

// placeholder reports whether a value only names what is put in its place, as in
// ${NAME}, {{ NAME }} and <your password>, and gives no default as in
// ${NAME:default}.
func placeholder(value string) bool {
	for _, around := range [][2]string{{"${", "}"}, {"{{", "}}"}} {
		name, opens := strings.CutPrefix(value, around[0])
		name, closes := strings.CutSuffix(name, around[1])
		if opens && closes && len(name) <= longestKey {
			return strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._- ") == ""
		}
	}
	name, opens := strings.CutPrefix(value, "<")
	name, closes := strings.CutSuffix(name, ">")
	return opens && closes && len(name) <= longestKey && (SecrecyOf(name) != Open || strings.Contains(name, " "))
}

func saysYesOrNo(value string) bool {
	if len(value) > len("false") {
		return false
	}
	switch strings.ToLower(value) {
	case "yes", "no", "true", "false", "on", "off":
		return true
	}
	return false
}
