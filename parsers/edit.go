package parsers

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Edit replaces the text that Span covers by New. An empty Span inserts, an
// empty New deletes. Why names the rule or migration step that asks for it and
// heads the hunk in the diff.
type Edit struct {
	Span Span
	New  []byte
	Why  string
}

// ErrReadOnly says that a file holds bytes that an edit might not keep.
var ErrReadOnly = errors.New("the file cannot be edited, since not all of it is sure to be written back as it is in its encoding")

// ConflictError says that two edits want to change the same bytes.
type ConflictError struct {
	Source *Source
	A, B   Edit
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s:%v: two changes of the same place: %s; %s",
		e.Source.Name(), e.Source.Position(e.B.Span.Start), e.A.Why, e.B.Why)
}

// Order sorts edits of s into the order in which they are spliced, and proves
// that they do not conflict:
//
//   - Edits are sorted by where they start. Insertions at one place keep the
//     order in which they were given and come before a replacement that starts there.
//   - Equal edits become one, which joins their reasons.
//   - Edits that overlap, and an insertion strictly inside a replaced span,
//     are a *ConflictError.
//   - An edit that replaces bytes by the same bytes is dropped.
//
// The edits given are not changed.
func Order(s *Source, edits []Edit) ([]Edit, error) {
	sorted := make([]Edit, 0, len(edits))
	for _, e := range edits {
		if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(s.text) ||
			!s.border(e.Span.Start) || !s.border(e.Span.End) {
			return nil, fmt.Errorf("%s: the edit %q covers no whole characters of the file: %v", s.name, e.Why, e.Span)
		}
		if !bytes.Equal(e.New, s.Slice(e.Span)) {
			sorted = append(sorted, e)
		}
	}
	slices.SortStableFunc(sorted, func(a, b Edit) int {
		switch {
		case a.Span.Start != b.Span.Start:
			return a.Span.Start - b.Span.Start
		case a.Span.Empty() == b.Span.Empty():
			return 0
		case a.Span.Empty():
			return -1
		}
		return 1
	})
	out := sorted[:0]
	var here map[edit]int // the edits that start where the last one does, and where they are in out
	for _, e := range sorted {
		n := len(out)
		switch {
		case n == 0 || out[n-1].Span.Start != e.Span.Start:
			here = nil
		case here == nil:
			here = map[edit]int{plain(out[n-1]): n - 1}
		}
		if here != nil {
			if i, ok := here[plain(e)]; ok {
				out[i].Why = joinWhy(out[i].Why, e.Why)
				continue
			}
		}
		if n > 0 && out[n-1].Span.End > e.Span.Start {
			return nil, &ConflictError{s, out[n-1], e}
		}
		if here != nil {
			here[plain(e)] = n
		}
		out = append(out, e)
	}
	return out, nil
}

// edit is an Edit without its reason, to be compared.
type edit struct {
	end  int
	text string
}

func plain(e Edit) edit { return edit{e.Span.End, string(e.New)} }

func joinWhy(a, b string) string {
	switch {
	case b == "" || slices.Contains(strings.Split(a, "; "), b):
		return a
	case a == "":
		return b
	}
	return a + "; " + b
}

// Apply returns the bytes of the file after the edits. Bytes outside the
// edits' spans are those of the file, untouched by any decoding.
// It fails when edits conflict, when the file is read-only, and when its
// encoding lacks a character of New.
func Apply(s *Source, edits []Edit) ([]byte, error) {
	ordered, err := Order(s, edits)
	if err != nil {
		return nil, err
	}
	if len(ordered) == 0 {
		return s.raw, nil
	}
	out := make([]byte, 0, len(s.raw)+grown(ordered))
	err = s.splice(ordered, func(part []byte) { out = append(out, part...) })
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Gives reports whether Apply returns these bytes, without making them again.
func Gives(s *Source, edits []Edit, raw []byte) (bool, error) {
	ordered, err := Order(s, edits)
	if err != nil {
		return false, err
	}
	same := true
	err = s.splice(ordered, func(part []byte) {
		same = same && bytes.HasPrefix(raw, part)
		raw = raw[min(len(part), len(raw)):]
	})
	return same && len(raw) == 0, err
}

// splice puts together the bytes of the file after ordered edits.
func (s *Source) splice(ordered []Edit, put func(part []byte)) error {
	if len(ordered) > 0 && s.ReadOnly() {
		return fmt.Errorf("%s: %w", s.name, ErrReadOnly)
	}
	at := 0
	for _, e := range ordered {
		added, err := s.Encode(e.New)
		if err != nil {
			return fmt.Errorf("%s:%v: %s: %w", s.name, s.Position(e.Span.Start), e.Why, err)
		}
		raw := s.RawSpan(e.Span)
		put(s.raw[at:raw.Start])
		put(added)
		at = raw.End
	}
	put(s.raw[at:])
	return nil
}

func grown(edits []Edit) int {
	n := 0
	for _, e := range edits {
		n += max(0, len(e.New)-e.Span.Len())
	}
	return n
}
