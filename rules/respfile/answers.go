package respfile

import (
	"iter"

	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// enough is how many known parameters make a file worth these checks.
const enough = 5

const upgradeGuide = "Opsware SAS 6.61 Upgrade Guide"

// answer is a pair of the file, with its parameter, or nil for an unknown one.
type answer struct {
	respfile.Line
	key, value string
	*respfile.Parameter
}

// answers makes a check of the pairs of a file of Opsware SAS that has enough
// known parameters.
func answers(check func(*rules.Pass, *respfile.File, *respfile.Profile, iter.Seq[answer])) func(*rules.Pass) {
	return rules.For(func(p *rules.Pass, f *respfile.File) {
		if !f.SAS() {
			return
		}
		facts := known(p)
		all := func(yield func(answer) bool) {
			for l := range f.Lines() {
				if l.Kind == respfile.Pair && !yield(answer{l, f.Key(l), f.Value(l), facts.Parameter(f.Key(l))}) {
					return
				}
			}
		}
		names := make(map[string]bool)
		for a := range all {
			if a.Parameter != nil {
				names[a.Name] = true
			}
		}
		if len(names) >= enough {
			check(p, f, facts, all)
		}
	})
}

// known is the profile of response files. The command refuses one that cannot
// be read before any rule runs.
func known(p *rules.Pass) *respfile.Profile {
	facts, err := respfile.LoadProfile(p.Profiles)
	if err != nil {
		facts, _ = respfile.LoadProfile(nil)
	}
	return facts
}

// assumed marks a finding where the fact is marked.
func assumed(is bool, reason string) rules.Option {
	if is {
		return rules.Assumed(reason)
	}
	return func(*rules.Finding) {}
}

// look says how the value of a parameter is verified.
func look(facts *respfile.Profile, p *respfile.Parameter) rules.Option {
	if p.Look == "" {
		return rules.Help("see %s", p.Source)
	}
	return rules.Help("to verify it: %s (%s, %s)", p.Look, facts.Source, p.Source)
}
