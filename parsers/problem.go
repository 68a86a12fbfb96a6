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
			n++
		}
	}
	return n
}
