package rules

import (
	"strings"
	"unicode"

	"cfgtool/parsers"
)

// redact takes the secrets of documents out of what findings say, so that a rule
// may quote any value: those of the finding's own file and of the files of its
// related places, as they are written and as they read, and all that is one by
// what it says.
func redact(findings []Finding, docs []parsers.Document) {
	known := make(map[*parsers.Source]*secrets)
	for _, d := range docs {
		known[d.Source()] = &secrets{doc: d}
	}
	for i := range findings {
		f := &findings[i]
		own := known[f.Source]
		f.Message, f.Help = own.redact(f.Message, f.Span), own.redact(f.Help, f.Span)
		for n := range f.Related {
			r := &f.Related[n]
			other := known[r.Source]
			r.Message = own.redact(other.redact(r.Message, r.Span), f.Span)
			if other != own {
				f.Message, f.Help = other.redact(f.Message, r.Span), other.redact(f.Help, r.Span)
			}
			r.Message = brief(r.Message)
		}
		f.Message, f.Help = brief(f.Message), brief(f.Help)
	}
}

// longestMessage is how long a message may be, in bytes: a value that it quotes may have
// megabytes.
const longestMessage = 2000

// brief leaves the middle of a message out that is too long.
func brief(message string) string {
	if len(message) <= longestMessage {
		return message
	}
	const end = longestMessage / 4
	return strings.ToValidUTF8(message[:longestMessage-end], "") + "…" + strings.ToValidUTF8(message[len(message)-end:], "")
}

// secrets are those of one document, read when they are asked for; nil where the
// document is not known.
type secrets struct {
	doc    parsers.Document
	places []parsers.Span
	texts  *parsers.SecretSet
}

// redact writes "***" for each secret in a message about a place.
func (s *secrets) redact(message string, place parsers.Span) string {
	message = parsers.MaskMessage(message)
	if s == nil || message == "" {
		return message
	}
	if s.texts == nil {
		s.places = parsers.Secrets(s.doc)
		s.texts = parsers.SecretTexts(s.doc, s.places, true)
	}
	message = s.parts(message, place)
	return parsers.MaskSpans(message, s.texts.Places(message))
}

// parts hides what a message quotes out of a secret that the finding is in.
func (s *secrets) parts(message string, place parsers.Span) string {
	over := parsers.SpansFrom(s.places, place.Start)
	if len(over) == 0 || !over[0].Overlaps(place) {
		return message
	}
	secret := string(s.doc.Source().Slice(over[0]))
	pieces := strings.Split(message, `"`)
	for i := 1; i < len(pieces); i += 2 {
		if len(pieces[i]) > 2 && strings.Contains(secret, pieces[i]) {
			pieces[i] = "***"
		}
	}
	message = strings.Join(pieces, `"`)
	// What breaks off at a sign, such as the entity of "a&b;", is named without quotes.
	broken := secret[max(0, place.Start-over[0].Start):]
	name := strings.TrimLeft(broken, "&</")
	if n := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); n >= 0 {
		name = name[:n]
	}
	if len(name) > 2 && len(broken) > len(name) && strings.IndexByte("&<", broken[0]) >= 0 {
		message = strings.ReplaceAll(message, name, "***")
	}
	return message
}
