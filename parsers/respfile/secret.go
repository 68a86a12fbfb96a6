package respfile

import (
	"strings"

	"cfgtool/parsers"
)

// Secret reports whether the value under a key is never printed: since its
// name or the first part of it tells, or the embedded profile, or the one that
// the file is read with. The names of most passwords of Opsware SAS hold Pwd.
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
		if parsers.SecrecyOf(key[:at]) != parsers.Open {
			return true
		}
	}
	return f.scan.sas && strings.Contains(strings.ToLower(key), "pwd")
}

// parameter is what is known about a key, or nil.
func (f *File) parameter(key string) *Parameter {
	if f.profile != nil {
		return f.profile.Parameter(key)
	}
	return known().Parameter(key)
}

// Concealed are the secrets that are commented out, what follows the name of a
// secret in a line of no form, and what sticks to the name of one.
func (f *File) Concealed(parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for c := range f.CommentedOut() {
		if f.Secret(c.Key) {
			spans = append(spans, c.Body)
		}
	}
	for l := range f.Lines() {
		behind := parsers.Span{}
		switch {
		case l.Kind == Other:
			behind = f.betrays(l)
		case l.Kind == Pair && l.Written().Empty():
			behind = f.stuck(l)
		}
		if !behind.Empty() {
			spans = append(spans, behind)
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

// stuck is what a key alone has behind the name of a known secret: its value,
// where the sign between the two was forgotten.
func (f *File) stuck(l Line) parsers.Span {
	key := f.Key(l)
	for _, p := range known().Parameters {
		if p.Secret && len(key) > len(p.Name) && strings.EqualFold(key[:len(p.Name)], p.Name) && f.parameter(key) == nil {
			return parsers.Span{Start: l.Key().Start + len(p.Name), End: l.Key().End}
		}
	}
	return parsers.Span{}
}
