package main

import (
	"maps"
	"slices"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
	"cfgtool/parsers"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
	"cfgtool/rules"
	"cfgtool/rules/sascore"
)

// fixRounds is how often fixes are planned on the result of those before them,
// for fixes that conflicted or that only came up then.
const fixRounds = 3

// fixing is what is fixed, and said of the rest.
type fixing struct {
	unsafe bool             // unsafe fixes too
	only   bool             // nothing is said of what is left, and files that cannot be fixed are passed over
	least  parsers.Severity // of a finding that is a failure
}

// fix applies the fixes of the findings, through the engine of all writing
// commands, and then reports what is left.
func (a *app) fix(paths []string, core *sascore.Core, w *writing, how fixing) error {
	everywhere := a.everywhere(core, paths)
	left := leftover{files: make(map[string]fixed), copied: everywhere[len(paths):]}
	if len(left.copied) > 0 {
		w.hostOf = hostOf(core)
	}
	err := a.change(everywhere, w, func(doc parsers.Document) (job, error) {
		// The plan is proven by running its steps again on the result, so the
		// findings of each document on the way are kept.
		known := make(map[*parsers.Source][]rules.Finding)
		find := func(d parsers.Document) ([]rules.Finding, error) {
			if found, ok := known[d.Source()]; ok {
				return found, nil
			}
			result, err := a.findings([]parsers.Document{d}, core, 0)
			known[d.Source()] = result.Findings
			return result.Findings, err
		}
		step := func(d parsers.Document) ([]parsers.Edit, error) {
			if how.only && parsers.Errors(d.Problems()) > 0 {
				return nil, nil
			}
			found, err := find(d)
			return rules.Fixes(d, found, how.unsafe), err
		}
		after := func(d parsers.Document) error {
			if how.only {
				return nil
			}
			found, err := find(d)
			left.is(d, found)
			return err
		}
		j := job{Plan: rewriters.Plan{Stated: slices.Repeat([]change.Step{step}, fixRounds)}, find: find, after: after, passes: how.only}
		return j, after(doc) // which stays if it is refused
	})
	if how.only || w.onlyNames {
		return err
	}
	found := a.tellLeft(&left, paths, core)
	if n := rules.Fixable(found, rules.Unsafe); n > 0 && !how.unsafe {
		a.say("note: %s left with a fix that a person decides on; see check --fix --unsafe --dry-run", count(n, "finding"))
	}
	if err == nil && rules.Count(found, how.least) > 0 {
		return exit(exitFound)
	}
	return err
}

// leftover is what the files are in the end, in the order in which they were planned.
type leftover struct {
	order  []string
	files  map[string]fixed
	copied []string // have what their original has, and are not told of
}

// fixed is a file as it is in the end, and what is found in it then.
type fixed struct {
	doc   parsers.Document
	found []rules.Finding
}

// is says what a file is, which may be planned on more than once.
func (l *leftover) is(doc parsers.Document, found []rules.Finding) {
	name := doc.Source().Name()
	if _, again := l.files[name]; !again && !slices.Contains(l.copied, name) {
		l.order = append(l.order, name)
	}
	l.files[name] = fixed{doc, found}
}

// tellLeft prints what is found after the fixes, and returns it. Where the standard output
// is for the new text or for programs, it goes to the messages.
func (a *app) tellLeft(left *leftover, paths []string, core *sascore.Core) []rules.Finding {
	var found []rules.Finding
	var docs []parsers.Document
	for _, name := range left.order {
		found, docs = append(found, left.files[name].found...), append(docs, left.files[name].doc)
	}
	hidden := secrets(docs, found)
	if core != nil {
		maps.Copy(hidden, core.Secrets())
	}
	out := a.stdout
	if len(a.outputs) > 0 || slices.Contains(paths, load.Stdin) {
		out = a.stderr
	}
	shown, more := rules.First(found, printed)
	text := report.Text{Palette: a.palette(out), Snippets: a.snippets(out), Secrets: hidden}
	text.Findings(out, shown)
	text.More(out, more)
	return found
}
