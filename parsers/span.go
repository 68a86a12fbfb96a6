package parsers

import "sort"

// Span is the half-open range [Start, End) of byte offsets into Source.Text.
// A span with Start == End is the empty place between two bytes.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s covers no byte.
func (s Span) Empty() bool { return s.Start == s.End }

// Contains reports whether every byte of o lies in s.
// An empty o is contained when it lies in s or at one of its two ends.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether s and o share a byte, or whether one of them is
// empty and lies strictly inside the other. Spans that only touch do not overlap.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// SpansFrom are those of spans that end behind an offset. The spans are in order
// and do not overlap.
func SpansFrom(spans []Span, offset int) []Span {
	return spans[sort.Search(len(spans), func(i int) bool { return spans[i].End > offset }):]
}

// In returns the bytes of text that s covers.
func (s Span) In(text []byte) []byte { return text[s.Start:s.End] }
