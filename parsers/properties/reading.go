package properties

import (
	"sort"

	"cfgtool/parsers"
)

// Reading is a value with the place of each of its bytes, so that a part of
// what the value means can be pointed at and edited where it is written.
type Reading struct {
	Text  string
	units []unit       // the written bytes of each byte of Text; nil where each is written as itself, one behind the other
	whole parsers.Span // of the written value
}

// unit is where a byte is written.
type unit struct{ start, end uint32 }

// Read is the value of a pair with its places.
func (f *File) Read(l Line) Reading {
	if !hasBackslash(f.src.Slice(l.Value())) {
		return Reading{Text: f.Value(l), whole: l.Value()}
	}
	return read(f.src.Slice(l.Value()), l.Value(), func(i int) int { return l.Value().Start + i })
}

// ReadCommentedOut is the value of a pair that is commented out, with its places.
func (f *File) ReadCommentedOut(c CommentedOut) Reading {
	// The body without the markers of the lines behind the first, and where
	// each stretch of it lies.
	type stretch struct{ plain, text int }
	stretches := []stretch{{0, c.Body.Start}}
	var plain []byte
	at := c.Body.Start
	for _, m := range c.Markers[1:] {
		plain = append(plain, f.src.Slice(parsers.Span{Start: at, End: m.Start})...)
		at = m.End
		stretches = append(stretches, stretch{len(plain), at})
	}
	plain = append(plain, f.src.Slice(parsers.Span{Start: at, End: max(at, c.Body.End)})...)

	s := scanner{text: plain}
	value := s.next().Value()
	return read(plain[value.Start:value.End], value, func(i int) int {
		i += value.Start
		n := sort.Search(len(stretches), func(n int) bool { return stretches[n].plain > i })
		return stretches[n-1].text + i - stretches[n-1].plain
	})
}

// read decodes a written value; place tells where its bytes lie in the text.
func read(written []byte, value parsers.Span, place func(int) int) Reading {
	units := make([]unit, 0, len(written))
	text := decode(written, nil, func(length int, from parsers.Span) {
		// The end is taken from the last byte, which may be the last of its stretch.
		u := unit{uint32(place(from.Start)), uint32(place(from.End-1) + 1)}
		for len(units) < length {
			units = append(units, u)
		}
	})
	return Reading{string(text), units, parsers.Span{Start: place(0), End: place(value.Len())}}
}

// Span is where the bytes [from, to) of Text are written, with the
// continuations between them, but not those around them. An empty part lies
// directly behind the byte before it.
func (r Reading) Span(from, to int) parsers.Span {
	switch {
	case r.units == nil:
		return parsers.Span{Start: r.whole.Start + from, End: r.whole.Start + to}
	case from < to:
		return span(r.units[from].start, r.units[to-1].end)
	case from > 0:
		return span(r.units[from-1].end, r.units[from-1].end)
	}
	return parsers.Span{Start: r.whole.Start, End: r.whole.Start}
}
