package main

import (
	"slices"
	"sort"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/rewriters/change"
	"cfgtool/rules"
)

// found are the findings of one document.
func (a *app) found(d parsers.Document) ([]rules.Finding, error) {
	result, err := a.findings([]parsers.Document{d}, nil, 0)
	return result.Findings, err
}

// doubts looks for what a change makes worse in the eyes of the rules. It reports
// whether the change is held back for that: neither was it accepted with --accept
// new-findings, nor can a person be asked.
func (a *app) doubts(o *outcome, w *writing, c *change.FileChange, j job) (bool, error) {
	find := j.find
	if find == nil {
		find = a.found
	}
	after, err := find(c.New)
	if err != nil || rules.Count(after, parsers.Warning) == 0 { // the old document is not even looked at
		return false, err
	}
	before, err := find(c.Old)
	if err != nil {
		return false, err
	}
	var brought, open []rules.Finding
	for _, f := range added(c, before, after) {
		if slices.Contains(j.Expected, f.Rule.ID) {
			continue
		}
		brought = append(brought, f)
		if !w.accepted("new-findings", c.Path, f.Rule.ID) {
			open = append(open, f)
		}
	}
	doubted := len(open) > 0 && !a.asks(w)
	if doubted && j.passes {
		o.notes = append(o.notes, load.Quote(c.Path)+": left as it is, since what would be fixed brings findings; check --fix --dry-run shows them")
		return true, nil
	}
	o.added = append(o.added, brought...)
	if doubted {
		o.doubted = append(o.doubted, c)
		return true, nil
	}
	o.open = append(o.open, open...)
	return false, nil
}

// added are the errors and warnings of the new document that the old one does not
// have: not with the same message, nor at the same place. Where the old one has
// errors, those may have hidden others, so only what is on lines that change counts.
func added(c *change.FileChange, before, after []rules.Finding) []rules.Finding {
	type said struct {
		rule    *rules.Rule
		message string
	}
	type at struct {
		rule  *rules.Rule
		start int // in the new text
	}
	messages, places := make(map[said]int), make(map[at]int)
	moved := newMoves(c.Edits)
	hidden := false
	for _, f := range before {
		messages[said{f.Rule, f.Message}]++
		if f.Source == c.Old.Source() {
			places[at{f.Rule, moved.to(f.Span.Start)}]++
		}
		hidden = hidden || f.Severity == parsers.Error
	}
	var out []rules.Finding
	for _, f := range after {
		message, place := said{f.Rule, f.Message}, at{f.Rule, f.Span.Start}
		switch {
		case messages[message] > 0:
			messages[message]--
		case f.Severity < parsers.Warning || f.Source != c.New.Source():
		case places[place] > 0:
			places[place]--
		case !hidden || moved.near(c.New.Source(), f.Span):
			out = append(out, f)
		}
	}
	return out
}

// moves tells how ordered edits move what stands in a text.
type moves struct {
	edits []parsers.Edit
	by    []int // how far each edit moves what it replaces
}

func newMoves(edits []parsers.Edit) moves {
	m := moves{edits, make([]int, len(edits)+1)}
	for i, e := range edits {
		m.by[i+1] = m.by[i] + len(e.New) - e.Span.Len()
	}
	return m
}

// to is where an offset of the old text is in the new one.
func (m moves) to(offset int) int {
	i := sort.Search(len(m.edits), func(i int) bool { return m.edits[i].Span.End > offset })
	if i < len(m.edits) {
		offset = min(offset, m.edits[i].Span.Start) // what is replaced is where its replacement begins
	}
	return offset + m.by[i]
}

// near reports whether an edit is on a line of a place in the new text.
func (m moves) near(src *parsers.Source, place parsers.Span) bool {
	from, to := src.Line(src.Position(place.Start).Line).Start, src.Line(src.Position(place.End).Line).End
	i := sort.Search(len(m.edits), func(i int) bool {
		return m.edits[i].Span.Start+m.by[i]+len(m.edits[i].New) >= from
	})
	return i < len(m.edits) && m.edits[i].Span.Start+m.by[i] <= to
}

// tellAdded prints the findings that a plan brings.
func (a *app) tellAdded(o outcome, w *writing) {
	if len(o.added) == 0 {
		return
	}
	a.warn("the rules find then what they do not find now:")
	var docs []parsers.Document
	for _, c := range append(o.plan.Files[:len(o.plan.Files):len(o.plan.Files)], o.doubted...) {
		if c.New != nil {
			docs = append(docs, c.New)
		}
	}
	report.Text{Palette: a.palette(a.stderr), Snippets: a.snippets(a.stderr), Secrets: secrets(docs, o.added)}.Findings(a.stderr, o.added)
}

// agreed records what the person who was asked has accepted.
func (o *outcome) agreed(w *writing) {
	for _, f := range o.open {
		w.overrides("new-findings:" + f.Rule.ID)
	}
}
