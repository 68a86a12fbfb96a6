package parsers

import (
	"iter"
	"math"
	"slices"
	"strings"
)

// Secret reports whether a value is never printed, by its key, or the last step
// of its path, and by what it says. It is the one judge of this: parsers, masks
// and messages ask it, or one of the two that it asks. What a format or its
// profile knows beyond that, by where the value stands, its parser adds.
func Secret(key, value string) bool {
	return SecrecyOf(key).Hides(value) || SecretInside(value)
}

// SecretInside reports whether a value holds a secret, whatever its key is.
func SecretInside(value string) bool {
	return (strings.ContainsAny(value, "=:@<\"'") || strings.Contains(value, "earer ")) && len(SecretPlaces(value)) > 0
}

// HiddenValue reports whether all of a value is masked, and not only the part of
// it that SecretPlaces finds in the file: since its key says so, or since it is
// written otherwise than it reads.
func HiddenValue(key, value string, written []byte) bool {
	return SecrecyOf(key).Hides(value) || SecretInside(value) && !strings.Contains(string(written), value)
}

// Concealer is a Document that holds secrets which are no values of it, such
// as those in pairs that are commented out.
type Concealer interface {
	// Concealed are those of them that overlap a part of the text; it may give
	// others, too.
	Concealed(within Span) []Span
}

// Secretive is a Document that can yield the places of its hidden values without
// reading the others.
type Secretive interface {
	// HiddenValues are those of them that overlap a part of the text: HiddenValue
	// tells which are hidden, and the place of the value.
	HiddenValues(within Span) iter.Seq[Span]
}

func hiddenValues(d Document, within Span) iter.Seq[Span] {
	if s, ok := d.(Secretive); ok {
		return s.HiddenValues(within)
	}
	return func(yield func(Span) bool) {
		text := d.Source().Text()
		for v := range d.Values() {
			if !v.Secret || !v.Span.Overlaps(within) {
				continue
			}
			// One that is neither hidden by its key nor by what it says, is by where it stands.
			written := v.Span.In(text)
			if (HiddenValue(v.Path, v.Text, written) || !SecretInside(v.Text)) && !yield(v.Span) {
				return
			}
		}
	}
}

// Secrets are the places of d that are never printed: its hidden values, what it
// and the documents under it conceal, and the SecretPlaces of its text. They are
// in source order and do not touch.
func Secrets(d Document) []Span { return SecretsIn(d, Span{0, math.MaxInt}) }

// SecretsIn are the Secrets that overlap a part of the text.
func SecretsIn(d Document, within Span) []Span {
	text := d.Source().TextString()
	within = Span{max(within.Start, 0), min(within.End, len(text))}
	var spans []Span
	take := func(s Span) {
		if !s.Empty() && s.Overlaps(within) {
			spans = append(spans, s)
		}
	}
	for s := range hiddenValues(d, within) {
		take(s)
	}
	around := linesBefore(text, within)
	for _, s := range SecretPlaces(text[around.Start:around.End]) {
		take(Span{around.Start + s.Start, around.Start + s.End})
	}
	for d != nil {
		if c, ok := d.(Concealer); ok {
			for _, s := range c.Concealed(within) {
				take(s)
			}
		}
		v, ok := d.(View)
		if !ok {
			break
		}
		d = v.Base()
	}
	return JoinSpans(spans)
}

// linesAbove is how many lines above a part of a text may tell what is secret in
// it: a key whose value goes on, or the heading of a private key.
const linesAbove = 100

// linesBefore widens a part of a text to whole lines, with those above it and
// one below.
func linesBefore(text string, part Span) Span {
	for n := 0; n <= linesAbove && part.Start > 0; n++ {
		part.Start = strings.LastIndexByte(text[:part.Start-1], '\n') + 1
	}
	for range 2 {
		if n := strings.IndexByte(text[part.End:], '\n'); n >= 0 {
			part.End += n + 1
		} else {
			part.End = len(text)
		}
	}
	return part
}

// JoinSpans sorts spans and joins those that touch.
func JoinSpans(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
		} else {
			out = append(out, s)
		}
	}
	return out
}
