package xmlconf

import (
	"bytes"
	"iter"
	"slices"

	"cfgtool/parsers"
)

// SecretValues are the places of the secrets among the values that overlap a part of the text.
func (f *File) SecretValues(within parsers.Span) iter.Seq[parsers.Span] {
	return func(yield func(parsers.Span) bool) {
		t := &f.tree
		known := make(map[string]bool) // names
		secret := func(name []byte) bool {
			is, ok := known[string(name)]
			if !ok {
				is = parsers.SecretKey(string(name))
				known[string(name)] = is
			}
			return is
		}
		for i := 0; i < len(t.elements); {
			e := &t.elements[i]
			if int(e.end()) < within.Start {
				i = int(e.after)
				continue
			}
			if int(e.start()) >= within.End {
				return
			}
			first, last := e.attrRange()
			for _, a := range t.attrs[first:last] {
				place := t.span(a.valueStart, a.valueEnd)
				if place.Overlaps(within) && secret(t.text[a.nameStart:a.nameEnd]) && !yield(place) {
					return
				}
			}
			i++
			if e.after == e.id+1 && e.Content().Overlaps(within) && secret(t.text[e.start()+1:e.nameEnd()]) && !yield(e.Content()) {
				return
			}
		}
	}
}

// Concealed are the secrets that are no values: in elements that are commented
// out, in entities, and in defaults of attributes.
func (f *File) Concealed(within parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for c := range f.comments() {
		if !c.Overlaps(within) {
			continue
		}
		inside := parsers.Span{Start: c.Start + len("<!--"), End: c.End}
		for _, s := range secretsIn(f.src.Slice(inside)) {
			spans = append(spans, parsers.Span{Start: inside.Start + s.Start, End: inside.Start + s.End})
		}
	}
	if f.dtd != nil {
		for _, l := range f.dtd.literals {
			if parsers.SecretKey(l.name) || len(secretsIn(f.src.Slice(l.span))) > 0 {
				spans = append(spans, l.span)
			}
		}
	}
	slices.SortFunc(spans, func(a, b parsers.Span) int { return a.Start - b.Start })
	return spans
}

// literal is the value of an entity or the default of an attribute in the
// internal subset.
type literal struct {
	name string
	span parsers.Span // without quotes
}

// secretsIn are the secret values of the elements in a text.
func secretsIn(text []byte) []parsers.Span {
	if bytes.IndexByte(text, '<') < 0 {
		return nil
	}
	inside := Parse(parsers.NewSource("", text, parsers.Format{Charset: func([]byte) parsers.Charset { return parsers.UTF8 }}))
	var spans []parsers.Span
	for v := range inside.Values() {
		if v.Secret && !v.Span.Empty() {
			spans = append(spans, v.Span)
		}
	}
	return spans
}
