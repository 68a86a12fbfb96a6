package rules

import (
	"cmp"
	"fmt"
	"io/fs"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"cfgtool/parsers"
	"cfgtool/parsers/profile"
)

// Run is a set of rules and what they may look at.
type Run struct {
	Rules    []*Rule
	Formats  parsers.Formats
	Root     fs.FS   // nil: rules that need other files are skipped
	Live     fs.FS   // nil: rules that need the running system are skipped; else it is the Root too, where there is none
	On       []*Rule // those with OptIn that run
	Off      []*Rule // those that do not run, nor report a parser's problems
	Profiles profile.Set
	Kernel   string // the version of Linux that files are for; "" is the newest
	Site     any    // the installation that files belong to; nil where none is known
	Jobs     int    // 0: as many as there are processors
	Keep     int    // how many findings of one rule in one file are kept, the first; 0: all
}

// Result is what rules found.
type Result struct {
	Findings []Finding // in the order of Sort
	More     []More    // those that were not kept
	Skipped  []*Rule   // rules for these files that need a root or the running system, in the order of their IDs
}

// Check runs the rules over documents. The result does not depend on Jobs.
func (r Run) Check(docs []parsers.Document) Result {
	if r.Root == nil {
		r.Root = r.Live
	}
	type perFile struct {
		findings found
		exports  map[*Rule][]Export
		skipped  []*Rule
	}
	files := make([]perFile, len(docs))
	var group errgroup.Group
	group.SetLimit(cmp.Or(r.Jobs, runtime.GOMAXPROCS(0)))
	for i, doc := range docs {
		group.Go(func() error {
			file := perFile{findings: r.problems(doc), exports: make(map[*Rule][]Export)}
			for _, rule := range r.Rules {
				if rule.Check == nil || !r.runs(rule) || !rule.Applies(r.Formats, doc.Source().Format().ID) {
					continue
				}
				if rule.Root && r.Root == nil && !(rule.Site && r.Site != nil) || rule.Live && r.Live == nil {
					file.skipped = append(file.skipped, rule)
					continue
				}
				p := &Pass{Rule: rule, Doc: doc, Root: r.Root, Live: r.Live, Profiles: r.Profiles, Kernel: r.Kernel, Site: r.Site, found: found{keep: r.Keep}}
				rule.Check(p)
				file.findings.join(p.found)
				file.exports[rule] = p.exports
			}
			files[i] = file
			return nil
		})
	}
	_ = group.Wait() // no check returns an error

	var result Result
	all := found{keep: r.Keep}
	for _, file := range files {
		all.join(file.findings)
		for _, rule := range file.skipped {
			if !slices.Contains(result.Skipped, rule) {
				result.Skipped = append(result.Skipped, rule)
			}
		}
	}
	for _, rule := range r.Rules {
		if rule.CheckSet == nil || !r.runs(rule) {
			continue
		}
		p := &SetPass{Rule: rule, Root: r.Root, found: found{keep: r.Keep}}
		for i, file := range files {
			if rule.Applies(r.Formats, docs[i].Source().Format().ID) {
				p.Docs = append(p.Docs, docs[i])
			}
			p.Exports = append(p.Exports, file.exports[rule]...)
		}
		slices.SortStableFunc(p.Docs, func(a, b parsers.Document) int {
			return cmp.Compare(a.Source().Name(), b.Source().Name())
		})
		slices.SortStableFunc(p.Exports, func(a, b Export) int {
			return cmp.Or(cmp.Compare(a.Source.Name(), b.Source.Name()), a.Span.Start-b.Span.Start)
		})
		rule.CheckSet(p)
		all.join(p.found)
	}
	result.Findings, result.More = all.sorted()
	redact(result.Findings, docs)
	result.Findings = Sort(result.Findings)
	slices.SortFunc(result.Skipped, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return result
}

// runs reports whether a rule is asked for.
func (r Run) runs(rule *Rule) bool {
	return !slices.Contains(r.Off, rule) && (!rule.OptIn || slices.Contains(r.On, rule))
}

// problems is the one adapter from what parsers could not read to findings.
func (r Run) problems(doc parsers.Document) found {
	findings := found{keep: r.Keep}
	for _, problem := range doc.Problems() {
		i := slices.IndexFunc(r.Rules, func(rule *Rule) bool { return rule.ID == problem.Rule })
		if i < 0 {
			panic(fmt.Sprintf("parser %s reports under %s, which is no registered rule", doc.Source().Format().ID, problem.Rule))
		}
		if !r.runs(r.Rules[i]) {
			continue
		}
		f := Finding{Rule: r.Rules[i], Severity: problem.Severity, Source: doc.Source(), Span: problem.Span, Message: problem.Message, Help: r.Rules[i].Help}
		for _, related := range problem.Related {
			f.Related = append(f.Related, Related{doc.Source(), related.Span, related.Message})
		}
		findings.add(f)
		if problem.More > 0 {
			findings.count(More{Source: f.Source, Rule: f.Rule, Severity: f.Severity, Count: problem.More})
		}
	}
	return findings
}
