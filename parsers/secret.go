package parsers

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// secretWords end the keys of secrets, once the separators "-", "_" and "." are
// taken out.
var secretWords = []string{"password", "passwd", "passphrase", "secret", "credential", "credentials", "privatekey", "apikey", "accesskey", "authtoken"}

// secretParts do so as words of their own: behind a separator, at the start of
// the key, or capitalised behind a small letter.
var secretParts = []string{"pwd", "pass", "token"}

var separators = strings.NewReplacer("-", "", "_", "", ".", "")

// SecretKey reports whether a value under this key or path is a secret because
// of its name. Numbers at the end of the name do not matter. Profiles name the
// secrets that their names do not give away.
func SecretKey(key string) bool {
	key = key[max(0, len(key)-64):]
	if !endsAsSecret(key) {
		return false
	}
	key = strings.TrimRight(withoutRepetitions(key), "0123456789")
	lower := strings.ToLower(key)
	joined := separators.Replace(lower)
	for _, word := range secretWords {
		if strings.HasSuffix(joined, word) {
			return true
		}
	}
	for _, part := range secretParts {
		if !strings.HasSuffix(lower, part) || len(lower) != len(key) {
			continue
		}
		at := len(key) - len(part)
		if at == 0 || strings.IndexByte("-_.", key[at-1]) >= 0 || upper(key[at]) && !upper(key[at-1]) {
			return true
		}
	}
	return false
}

// secretEnds are the last two letters of secretWords and secretParts.
const secretEnds = "rd wd se et al ls ey en ss"

// endsAsSecret reports whether the last two letters are those of a secret's
// key: few other keys have them.
func endsAsSecret(key string) bool {
	var last [2]byte
	n := len(last)
	for i := len(key) - 1; i >= 0 && n > 0; i-- {
		if c := key[i]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			n--
			last[n] = c | 0x20
		} else if c >= utf8.RuneSelf {
			return true // let the whole key be looked at
		}
	}
	return n == 0 && strings.Contains(secretEnds, string(last[:]))
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

// Concealer is a Document that holds secrets which are no values of it, such
// as those in pairs that are commented out.
type Concealer interface {
	// Concealed are those of them that overlap a part of the text; it may give
	// others, too.
	Concealed(within Span) []Span
}

// Secretive is a Document that can yield the places of its secret values
// without reading the others: those that overlap a part of the text.
type Secretive interface {
	SecretValues(within Span) iter.Seq[Span]
}

func secretValues(d Document, within Span) iter.Seq[Span] {
	if s, ok := d.(Secretive); ok {
		return s.SecretValues(within)
	}
	return func(yield func(Span) bool) {
		for v := range d.Values() {
			if v.Secret && v.Span.Overlaps(within) && !yield(v.Span) {
				return
			}
		}
	}
}

// Secrets are the places of d that are never printed: its secret values, and
// what it and the documents under it conceal. They are in source order and do
// not touch.
func Secrets(d Document) []Span { return SecretsIn(d, Span{0, math.MaxInt}) }

// SecretsIn are the Secrets that overlap a part of the text.
func SecretsIn(d Document, within Span) []Span {
	var spans []Span
	for s := range secretValues(d, within) {
		if !s.Empty() {
			spans = append(spans, s)
		}
	}
	for d != nil {
		if c, ok := d.(Concealer); ok {
			for _, s := range c.Concealed(within) {
				if s.Overlaps(within) {
					spans = append(spans, s)
				}
			}
		}
		v, ok := d.(View)
		if !ok {
			break
		}
		d = v.Base()
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	joined := spans[:0]
	for _, s := range spans {
		if n := len(joined); n > 0 && s.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, s.End)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}
