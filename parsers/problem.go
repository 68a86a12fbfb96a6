package parsers

import "fmt"

// Severity says how much harm a Problem or a finding stands for.
// The zero value is no severity, so a forgotten one is seen.
type Severity int

const (
	Info    Severity = iota + 1 // worth knowing; nothing is wrong
	Warning                     // works today, but is likely not what was meant
	Error                       // a reader of this format refuses or misreads the file
)

var severities = map[Severity]string{Info: "info", Warning: "warning", Error: "error"}

// String is "info", "warning" or "error".
func (s Severity) String() string {
	if name, ok := severities[s]; ok {
		return name
	}
	return fmt.Sprintf("Severity(%d)", int(s))
}

// MarshalText writes the severity's name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Problem is something that a parser could not read as its format demands.
// A parser never fails: it records a Problem, keeps the bytes and goes on at
// the format's recovery point.
type Problem struct {
	Rule     string // the ID of a registered rule, under which it is reported
	Severity Severity
	Span     Span
	Message  string
	Related  []Related
	More     int // how many more of this rule and severity there are, which are not told
}

// Related is another place that takes part in a Problem: the other end of a
// mismatch, the first of two equal keys. An empty File means the same file.
type Related struct {
	File    string
	Span    Span
	Message string
}

// Errors counts the problems that are errors.
func Errors(problems []Problem) int {
	n := 0
	for _, p := range problems {
		if p.Severity == Error {
			n += 1 + p.More
		}
	}
	return n
}

// Total counts the problems, with those that are not told.
func Total(problems []Problem) int {
	n := len(problems)
	for _, p := range problems {
		n += p.More
	}
	return n
}

// maxTold is how many problems of one rule and severity a file tells.
const maxTold = 1000

// Problems collects the problems of a file: the first thousand of each rule and
// severity, and how many more there are. So a file of a million breaches takes
// little memory.
type Problems struct {
	List []Problem
	told map[alike]told
}

// alike is what problems have in common that are counted together.
type alike struct {
	rule     string
	severity Severity
	related  bool
}

// told is how many problems were told, and where in the list the last one is.
type told struct{ n, last int }

// Add takes a problem in, where it is not one too many.
func (p *Problems) Add(problem Problem) {
	if p.told == nil {
		p.told = make(map[alike]told)
	}
	a := alike{problem.Rule, problem.Severity, len(problem.Related) > 0}
	t := p.told[a]
	if t.n == maxTold {
		p.List[t.last].More++
		return
	}
	p.told[a] = told{t.n + 1, len(p.List)}
	p.List = append(p.List, problem)
}
