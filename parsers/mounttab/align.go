package mounttab

import (
	"strings"

	"cfgtool/parsers"
)

// spread counts how wide the options stand in a file, from where they begin to
// where the next field does.
type spread struct {
	widths  map[int]int // how many entries have a width
	padded  map[int]int // of those, how many have more than one blank or tab before the next field
	entries int
}

// spread is counted on the first edit of options.
func (f *File) spread() *spread {
	f.spreadOnce.Do(func() {
		f.spreads = &spread{make(map[int]int), make(map[int]int), 0}
		for i := range f.entries {
			if w, ok := f.optionWidth(&f.entries[i]); ok {
				f.spreads.entries++
				f.spreads.widths[w.next-w.start]++
				f.spreads.padded[w.next-w.start] += w.pads()
			}
		}
	})
	return f.spreads
}

// width is where the options of one entry begin and end, and the next field
// begins, in columns, with the gap between those two.
type width struct {
	start, end, next int
	gap              string
}

// pads is 1 where the gap is more than one blank or tab.
func (w width) pads() int { return min(len(w.gap)-1, 1) }

func (f *File) optionWidth(e *Entry) (w width, ok bool) {
	c := f.column(Options)
	if c < 0 || c+1 >= len((*e.order)) || e.cells[c+1] == (cell{}) {
		return w, false
	}
	field, next := e.cells[c], e.cells[c+1]
	w.start = advance(0, f.text[f.lines[e.line].start:field.start])
	w.end = advance(w.start, f.text[field.start:field.end])
	w.gap = f.text[field.end:next.start]
	w.next = advance(w.end, w.gap)
	return w, true
}

// common is the width that most entries other than one have, as in layout; ok
// is false where no width is common, or nothing is padded to reach it.
func (s *spread) common(other width) (common int, ok bool) {
	most := 0
	for w, n := range s.widths {
		if w == other.next-other.start {
			n--
		}
		if n > most || n == most && w > common {
			common, most = w, n
		}
	}
	entries, padded := s.entries-1, s.padded[common]
	if common == other.next-other.start {
		padded -= other.pads()
	}
	return common, padded > 0 && (entries == 1 || most > 1 && most*3 >= entries)
}

// align adds to edits of an entry's options what keeps the field behind them
// where it is: fewer blanks before it where the options grow, more where they
// shrink, and always one. So it is done where the options stand as wide as in
// most other entries; in a line that is not laid out in columns nothing else
// moves. The same change the other way round gives the same blanks again.
func (f *File) align(e *Entry, edits []parsers.Edit, why string) []parsers.Edit {
	now, ok := f.optionWidth(e)
	if !ok || len(edits) == 0 || !f.inColumns(e) {
		return edits
	}
	common, ok := f.spread().common(now)
	if !ok {
		return edits
	}
	field := e.Span(Options)
	var text strings.Builder
	at := field.Start
	for _, edit := range edits {
		text.WriteString(f.text[at:edit.Span.Start])
		text.Write(edit.New)
		at = edit.Span.End
	}
	text.WriteString(f.text[at:field.End])
	end := advance(now.start, text.String())
	gap := refill(now.gap, now.end, end, now.start+common)
	if gap == now.gap {
		return edits
	}
	return append(edits, parsers.Edit{Span: span(field.End, field.End+len(now.gap)), New: []byte(gap), Why: why})
}

// inColumns reports whether any other two fields of a line are more than one
// blank apart.
func (f *File) inColumns(e *Entry) bool {
	for i, c := range (*e.order)[:len((*e.order))-1] {
		gap, next := e.cells[i].end, e.cells[i+1].start
		if c != Options && (next > gap+1 || next > gap && f.text[gap] == '\t') {
			return true
		}
	}
	return false
}

// refill changes the gap behind a field that ended at one column and now ends
// at another, so that the next field begins at the place again. A gap that is
// neither what leads to the place from the one nor from the other stays. Since it
// swaps those two, refilling back gives the same gap.
func refill(gap string, from, to, place int) string {
	a, b := fill(gap[:1], from, place), fill(gap[:1], to, place)
	switch {
	case a == "" || b == "":
	case gap == a:
		return b
	case gap == b:
		return a
	}
	return gap
}

// fill leads from a column to a place with blanks or tabs, of which there is at
// least one; it is empty where tabs do not stop there.
func fill(blank string, column, place int) string {
	gap := blank
	for column = advance(column, blank); column < place; column = advance(column, blank) {
		gap += blank
	}
	if len(gap) > 1 && column != place {
		return ""
	}
	return gap
}
