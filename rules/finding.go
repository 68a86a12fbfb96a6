package rules

import (
	"cmp"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// Finding is a place where a rule does not hold.
type Finding struct {
	Rule     *Rule
	Severity parsers.Severity
	Source   *parsers.Source
	Span     parsers.Span
	Message  string // what is wrong, with the values concerned; Run takes secrets out of it
	Help     string // what to do
	Related  []Related
	Fix      *Fix
}

// Related is another place that takes part in a finding.
type Related struct {
	Source  *parsers.Source
	Span    parsers.Span
	Message string
}

// Fix is a change that mends a finding.
type Fix struct {
	Safety Safety
	Edits  []parsers.Edit
}

// Sort orders findings by file, line, column, rule and message, and drops equal ones.
func Sort(findings []Finding) []Finding {
	order := func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Source.Name(), b.Source.Name()),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Rule.ID, b.Rule.ID),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Message, b.Message),
		)
	}
	slices.SortStableFunc(findings, order)
	return slices.CompactFunc(findings, func(a, b Finding) bool { return order(a, b) == 0 })
}

// Count is the number of findings that are at least as severe, with those that
// were not kept.
func (r Result) Count(least parsers.Severity) int {
	n := Count(r.Findings, least)
	for _, m := range r.More {
		if m.Severity >= least {
			n += m.Count
		}
	}
	return n
}

// Count is the number of findings that are at least as severe.
func Count(findings []Finding, least parsers.Severity) int {
	n := 0
	for _, f := range findings {
		if f.Severity >= least {
			n++
		}
	}
	return n
}

// Fixable is the number of findings with a fix of this safety, with those that
// were not kept.
func (r Result) Fixable(safety Safety) int {
	n := Fixable(r.Findings, safety)
	for _, m := range r.More {
		n += m.Fixes[safety]
	}
	return n
}

// Fixable is the number of findings with a fix of this safety.
func Fixable(findings []Finding, safety Safety) int {
	n := 0
	for _, f := range findings {
		if f.Fix != nil && f.Fix.Safety == safety {
			n++
		}
	}
	return n
}

// More is how many findings of one rule and severity in one file a Run found
// beyond those that it kept.
type More struct {
	Source   *parsers.Source
	Rule     *Rule
	Severity parsers.Severity
	Count    int
	Fixes    [Unsafe + 1]int // how many of them have a fix, by its safety
}

// found are the findings of a rule, or of several. Where only the first of each
// rule and file are kept, it holds a few more than those at any time.
type found struct {
	keep   int // of one rule in one file; 0 is all
	kept   []Finding
	more   []More
	at     map[counted]int // where in more
	enough int             // so many are sorted, and cut
}

// ofRule are the findings of one rule in one file.
type ofRule struct {
	rule   *Rule
	source *parsers.Source
}

// counted are those of a severity.
type counted struct {
	ofRule
	severity parsers.Severity
}

func (f *found) add(found Finding) {
	f.kept = append(f.kept, found)
	if f.keep == 0 || len(f.kept) < max(f.enough, 4*f.keep) {
		return
	}
	f.cut()
	f.enough = 2 * len(f.kept)
}

// join takes in those of another.
func (f *found) join(other found) {
	f.kept = append(f.kept, other.kept...)
	for _, m := range other.more {
		f.count(m)
	}
}

// cut sorts what is kept, and counts what is too much of it.
func (f *found) cut() {
	f.kept = Sort(f.kept)
	if f.keep == 0 {
		return
	}
	seen := make(map[ofRule]int)
	f.kept = slices.DeleteFunc(f.kept, func(found Finding) bool {
		of := ofRule{found.Rule, found.Source}
		if seen[of]++; seen[of] <= f.keep {
			return false
		}
		m := More{found.Source, found.Rule, found.Severity, 1, [Unsafe + 1]int{}}
		if found.Fix != nil {
			m.Fixes[found.Fix.Safety]++
		}
		f.count(m)
		return true
	})
}

// First keeps the first findings of each rule and file, in the order of Sort, and counts
// the others.
func First(findings []Finding, keep int) ([]Finding, []More) {
	f := found{keep: keep, kept: slices.Clone(findings)}
	return f.sorted()
}

func (f *found) count(m More) {
	of := counted{ofRule{m.Rule, m.Source}, m.Severity}
	i, ok := f.at[of]
	if !ok {
		if f.at == nil {
			f.at = make(map[counted]int)
		}
		f.at[of] = len(f.more)
		f.more = append(f.more, m)
		return
	}
	f.more[i].Count += m.Count
	for safety, n := range m.Fixes {
		f.more[i].Fixes[safety] += n
	}
}

// sorted are the findings and the numbers of the others, in the order of Sort.
func (f *found) sorted() ([]Finding, []More) {
	f.cut()
	slices.SortFunc(f.more, func(a, b More) int {
		return cmp.Or(strings.Compare(a.Source.Name(), b.Source.Name()), strings.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(b.Severity, a.Severity))
	})
	return f.kept, f.more
}
