package rules

import (
	"io/fs"

	"cfgtool/parsers"
)

// Export is a fact that a rule's Check took from a file for its CheckSet.
type Export struct {
	Key, Value string
	Source     *parsers.Source
	Span       parsers.Span
}

// SetPass is the run of one rule over several files, and over what its checks
// exported.
type SetPass struct {
	Rule    *Rule
	Docs    []parsers.Document // of the kinds that it checks, sorted by name
	Exports []Export           // sorted by file and place
	Root    fs.FS              // other files; nil without a root
	found   found
}

// Report finds the rule broken at an export.
func (p *SetPass) Report(at Export, message string, options ...Option) {
	f := Finding{Rule: p.Rule, Severity: p.Rule.Severity, Source: at.Source, Span: at.Span, Message: message, Help: p.Rule.Help}
	for _, option := range options {
		option(&f)
	}
	p.found.add(f)
}

// SeeExport points at another export, which may be in another file.
func SeeExport(e Export, message string) Option {
	return func(f *Finding) { f.Related = append(f.Related, Related{e.Source, e.Span, message}) }
}
