package parsers

import (
	"regexp"
	"slices"
)

// secretKey matches the last words of keys whose values are secrets by their
// name alone. Word borders are dots, dashes, underscores and changes of case.
var secretKey = regexp.MustCompile(
	`((?i:passw(or)?d|pass[-_.]?phrase|secret|credentials?|(private|api|access)[-_.]?key|auth[-_.]?token)` +
		`|(^|[-_.])(?i:pwd|pass|token)` +
		`|[a-z0-9](Pwd|Pass|Token))[0-9]*$`)

// SecretKey reports whether a value under this key or path is a secret because
// of its name. Profiles name the others.
func SecretKey(key string) bool {
	return secretKey.MatchString(repetition.ReplaceAllString(key, ""))
}

// Concealer is a Document that holds secrets which are no values of it, such
// as those in pairs that are commented out.
type Concealer interface {
	Concealed() []Span
}

// Secrets are the places of d that are never printed, in source order: its
// secret values, and what it and the documents under it conceal.
func Secrets(d Document) []Span {
	var spans []Span
	for v := range d.Values() {
		if v.Secret && !v.Span.Empty() {
			spans = append(spans, v.Span)
		}
	}
	for d != nil {
		if c, ok := d.(Concealer); ok {
			spans = append(spans, c.Concealed()...)
		}
		v, ok := d.(View)
		if !ok {
			break
		}
		d = v.Base()
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	return slices.Compact(spans)
}
