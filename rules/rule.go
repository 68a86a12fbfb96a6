package rules

import (
	"cfgtool/parsers"
)

// Rule is one check with its documentation. IDs are forever: a number is never
// given to another rule.
type Rule struct {
	ID       string // such as "FST004"; the letters name the format
	Name     string // for people, such as "duplicate-target"
	Severity parsers.Severity
	Formats  []string // the kinds of file it checks, with those that refine them; "*" is every kind
	Since    string   // the version of cfgtool that brought it
	Summary  string   // one sentence: what is wrong
	Why      string   // what harm it does, and what to do
	Help     string   // what to do, where a finding does not say more; "" where its message does
	Source   string   // where the fact is documented
	Bad      string   // an example, in the form of txtar; or, with Made, what it is, in words
	Good     string   // the same, mended
	Fix      Safety   // what its fixes do
	Root     bool     // it needs other files, so it is skipped without a root
	Site     bool     // with Root: those of a described installation will do, too
	Live     bool     // it needs the running system, so it is skipped without a view of it
	OptIn    bool     // it is advice that not everyone wants: it runs only where it is asked for

	// Made makes the bad example of a limit, which is too large to be shown.
	Made func() (name string, content []byte)

	// Check reports on one file. Rules without a Check report a parser's Problems.
	Check func(*Pass)
	// CheckSet reports on all files together, and on what they exported.
	CheckSet func(*SetPass)
}

// Safety says whether a fix may be applied without being asked for.
type Safety int

const (
	NoFix  Safety = iota // there is none
	Safe                 // the file means what it meant, or what it was plainly meant to
	Unsafe               // a person decides
)

// String is "none", "safe" or "unsafe".
func (s Safety) String() string { return [...]string{"none", "safe", "unsafe"}[s] }

// MarshalText writes the safety's name.
func (s Safety) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Applies reports whether the rule checks files of this kind.
func (r *Rule) Applies(formats parsers.Formats, id string) bool {
	for _, f := range r.Formats {
		if f == "*" || formats.Is(id, f) {
			return true
		}
	}
	return false
}
