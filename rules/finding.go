package rules

import (
	"cmp"
	"slices"

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
