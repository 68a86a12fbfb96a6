package respfile

import (
	"strings"

	"cfgtool/parsers"
)

// Secret reports whether the value under a key is never printed: since its
// name tells, or the embedded profile, or the one that the file is read with.
func (f *File) Secret(key string) bool {
	for _, profile := range []*Profile{known(), f.profile} {
		if profile == nil {
			continue
		}
		if p := profile.Parameter(key); p != nil && p.Secret {
			return true
		}
	}
	for at, c := range key + "." {
		if c != '.' {
			continue
		}
		name := key[:at]
		if parsers.SecretKey(name) || strings.EqualFold(name[max(0, at-len("pwd")):], "pwd") {
			return true
		}
	}
	return false
}

// parameter is what is known about a key, or nil.
func (f *File) parameter(key string) *Parameter {
	if f.profile != nil {
		return f.profile.Parameter(key)
	}
	return known().Parameter(key)
}

// Concealed are the secrets that are commented out, and what follows the name
// of a secret in a line of no form.
func (f *File) Concealed(parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for c := range f.CommentedOut() {
		if f.Secret(c.Key) {
			spans = append(spans, c.Body)
		}
	}
	for _, l := range f.lines {
		if l.Kind == Other {
			if behind := f.betrays(l); !behind.Empty() {
				spans = append(spans, behind)
			}
		}
	}
	return spans
}

// betrays is what follows the first name of a secret in a line.
func (f *File) betrays(l Line) parsers.Span {
	text := f.src.Text()
	content := l.Content()
	for i := content.Start; i < content.End; {
		if !isName(text[i]) {
			i++
			continue
		}
		end := i
		for end < content.End && isName(text[end]) {
			end++
		}
		if f.Secret(strings.TrimRight(string(text[i:end]), ".")) {
			return parsers.Span{Start: end, End: content.End}
		}
		i = end
	}
	return parsers.Span{}
}
