package parsers

import "sort"

// Moves tells where places of a text lie after edits.
type Moves struct {
	edits []Edit
	delta []int // delta[i] is how far edits[:i] move what follows them
}

// NewMoves prepares the moves of ordered edits.
func NewMoves(ordered []Edit) Moves {
	m := Moves{ordered, make([]int, len(ordered)+1)}
	for i, e := range ordered {
		m.delta[i+1] = m.delta[i] + len(e.New) - e.Span.Len()
	}
	return m
}

// Span returns where sp lies after the edits. An edit touches sp when it
// changes a byte of it, or inserts in it or at one of its ends, or, where sp is
// empty, changes the bytes up to it; then the returned span is meaningless.
func (m Moves) Span(sp Span) (moved Span, touched bool) {
	// The first edit that is not wholly before sp.
	i := sort.Search(len(m.edits), func(i int) bool { return m.edits[i].Span.End > sp.Start })
	if i > 0 && m.edits[i-1].Span.End == sp.Start && (m.edits[i-1].Span.Empty() || sp.Empty()) {
		return sp, true
	}
	if i < len(m.edits) {
		next := m.edits[i].Span
		if next.Overlaps(sp) || next == (Span{sp.End, sp.End}) {
			return sp, true
		}
	}
	return Span{sp.Start + m.delta[i], sp.End + m.delta[i]}, false
}
