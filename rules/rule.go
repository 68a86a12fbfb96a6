package rules

import (
	"fmt"

	"cfgtool/parsers"
)

// Rule is one check with its documentation. IDs are forever: a number is never
// given to another rule.
type Rule struct {
	ID       string           // such as "FST004"; the letters name the format
	Name     string           // for people, such as "duplicate-target"
	Severity parsers.Severity // the highest that its findings have
	// Milder are the lower severities that its findings may have, each with when: "where …".
	Milder  map[parsers.Severity]string
	Formats []string // the kinds of file it checks, with those that refine them; "*" is every kind
	Since   string   // the version of cfgtool that brought it
	Summary string   // one sentence: what is wrong
	Why     string   // what harm it does, and what to do
	Help    string   // what to do, where a finding does not say more; "" where its message does
	Source  string   // where the fact is documented
	Bad     string   // an example, in the form of txtar; or, with Made, what it is, in words
	Good    string   // the same, mended
	Fix     Safety   // what its fixes do
	Root    bool     // it needs other files, so it is skipped without a root
	Site    bool     // with Root: those of a described installation will do, too
	Live    bool     // it needs the running system, so it is skipped without a view of it
	OptIn   bool     // it is advice that not everyone wants: it runs only where it is asked for

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

// Severities is the severity of its findings, and when it is a lower one: "error; info where …".
func (r *Rule) Severities() string {
	said := r.Severity.String()
	for _, s := range r.Levels()[1:] {
		said += fmt.Sprintf("; %s %s", s, r.Milder[s])
	}
	return said
}

// Levels are the severities that its findings may have, the highest first.
func (r *Rule) Levels() []parsers.Severity {
	levels := []parsers.Severity{r.Severity}
	for s := r.Severity - 1; s >= parsers.Info; s-- {
		if r.Milder[s] != "" {
			levels = append(levels, s)
		}
	}
	return levels
}

// Applies reports whether the rule checks files of this kind.
func (r *Rule) Applies(formats parsers.Formats, id string) bool {
	for _, f := range r.Formats {
		if f == "*" || formats.Is(id, f) {
			return true
		}
	}
	return false
}
