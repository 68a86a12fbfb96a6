package parsers

import "bytes"

// Compose joins edits of text with further edits of the result, so that all
// of them are edits of the original text: splicing its result gives what
// splicing first, then second, gives. Both lists are ordered, and so is the
// result. A later edit that overlaps what an earlier one wrote becomes one with
// it, and joins their reasons; edits that only touch stay apart.
func Compose(text []byte, first, second []Edit) []Edit {
	if len(second) == 0 {
		return first
	}
	moves := NewMoves(first)
	var out []Edit
	i := 0
	for j := 0; j < len(second); {
		group := second[j].Span // in the text between
		for i < len(first) && before(moves.written(i), group) {
			out = appendEdit(out, first[i])
			i++
		}
		// Grow the group by all edits of either list that overlap it.
		i0, j0 := i, j
		j++
		for {
			if i < len(first) && moves.written(i).Overlaps(group) {
				group = union(group, moves.written(i))
				i++
			} else if j < len(second) && second[j].Span.Overlaps(group) {
				group = union(group, second[j].Span)
				j++
			} else {
				break
			}
		}
		if i == i0 { // the later edit stands alone
			e := second[j0]
			e.Span = Span{moves.original(e.Span.Start, i), moves.original(e.Span.End, i)}
			out = appendEdit(out, e)
			continue
		}
		out = appendEdit(out, moves.merge(text, group, i0, i, second[j0:j]))
	}
	for ; i < len(first); i++ {
		out = appendEdit(out, first[i])
	}
	return out
}

// before reports whether bytes that an earlier edit wrote at w come before a
// later edit of g. A deletion comes before an edit at its place.
func before(w, g Span) bool { return w.End <= g.Start }

// written is where the bytes of the i-th edit lie after the edits.
func (m Moves) written(i int) Span {
	start := m.edits[i].Span.Start + m.delta[i]
	return Span{start, start + len(m.edits[i].New)}
}

// original translates a place in copied bytes, after the first n edits and
// before the others, to the original text.
func (m Moves) original(place, n int) int { return place - m.delta[n] }

// merge makes one edit of the original text from the edits [from, to) and the
// later ones, which all lie in group.
func (m Moves) merge(text []byte, group Span, from, to int, later []Edit) Edit {
	e := Edit{Span: Span{m.original(group.Start, from), m.original(group.End, to)}}

	// The group's text between the two lists.
	var between []byte
	at := e.Span.Start
	for i := from; i < to; i++ {
		between = append(between, text[at:m.edits[i].Span.Start]...)
		between = append(between, m.edits[i].New...)
		at = m.edits[i].Span.End
		e.Why = joinWhy(e.Why, m.edits[i].Why)
	}
	between = append(between, text[at:e.Span.End]...)

	at = group.Start
	for _, l := range later {
		e.New = append(e.New, between[at-group.Start:l.Span.Start-group.Start]...)
		e.New = append(e.New, l.New...)
		at = l.Span.End
		e.Why = joinWhy(e.Why, l.Why)
	}
	e.New = append(e.New, between[at-group.Start:]...)
	return e
}

func union(a, b Span) Span { return Span{min(a.Start, b.Start), max(a.End, b.End)} }

// appendEdit keeps two equal insertions at one place from being taken for one:
// it joins them, and those between.
func appendEdit(edits []Edit, e Edit) []Edit {
	if !e.Span.Empty() {
		return append(edits, e)
	}
	for i := len(edits) - 1; i >= 0 && edits[i].Span == e.Span; i-- {
		if bytes.Equal(edits[i].New, e.New) {
			joined := Edit{Span: e.Span}
			for _, part := range append(edits[i:], e) {
				joined.New = append(joined.New, part.New...)
				joined.Why = joinWhy(joined.Why, part.Why)
			}
			return appendEdit(edits[:i], joined)
		}
	}
	return append(edits, e)
}
