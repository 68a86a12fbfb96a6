package rules

import (
	"bytes"
	"slices"
	"sort"

	"cfgtool/parsers"
)

// Fixes are the edits of the fixes of one document's findings that are at
// least as safe as asked for. Of fixes that conflict, the first one counts;
// the others come with the next run.
func Fixes(doc parsers.Document, findings []Finding, unsafe bool) []parsers.Edit {
	var taken edits
	for _, f := range findings {
		if f.Source != doc.Source() || f.Fix == nil || f.Fix.Safety != Safe && !unsafe {
			continue
		}
		own, err := parsers.Order(doc.Source(), f.Fix.Edits)
		if err != nil || slices.ContainsFunc(own, taken.conflict) {
			continue
		}
		for _, e := range own {
			taken.add(e)
		}
	}
	return taken
}

// edits are those of several fixes, which do not conflict, in the order of
// parsers.Order.
type edits []parsers.Edit

// place is where e comes among the others: behind insertions at the same place,
// before what replaces text from there on.
func (es edits) place(e parsers.Edit) int {
	return sort.Search(len(es), func(i int) bool {
		at := es[i].Span
		return at.Start > e.Span.Start || at.Start == e.Span.Start && e.Span.Empty() && !at.Empty()
	})
}

// conflict reports whether e cannot be done along with the others.
func (es edits) conflict(e parsers.Edit) bool {
	i := es.place(e)
	if i < len(es) && es[i].Span.Start < e.Span.End {
		return true
	}
	return i > 0 && es[i-1].Span.End > e.Span.Start && !same(es[i-1], e)
}

// add takes e in; it does not conflict.
func (es *edits) add(e parsers.Edit) { *es = slices.Insert(*es, es.place(e), e) }

// same reports whether two edits are one, which parsers.Order makes of them.
func same(a, b parsers.Edit) bool { return a.Span == b.Span && bytes.Equal(a.New, b.New) }
