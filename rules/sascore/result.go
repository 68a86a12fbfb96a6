package sascore

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
)

// State is what became of one parameter.
type State string

// The states. Each parameter of table 3-1 has exactly one.
const (
	Mismatch   State = "mismatch"    // the core has another value
	Missing    State = "missing"     // needed, but absent or empty
	Manual     State = "manual"      // only a person can see it
	NoEvidence State = "no evidence" // a file would show it, but none that was seen does
	Verified   State = "verified"    // the core has this value
	NotNeeded  State = "not needed"  // this upgrade does without
)

// States are all states, what asks for action first.
var States = []State{Mismatch, Missing, Manual, NoEvidence, Verified, NotNeeded}

// Result is what became of one parameter, and why.
type Result struct {
	Parameter *respfile.Parameter
	State     State
	File      *respfile.File // the response file
	Line      *respfile.Line // the last line that gives the parameter; nil where none does
	Given     string         // its value; "" for a secret
	Why       string         // in one line, with the values concerned, but never a secret
	Evidence  []Evidence     // what was found, in the order of the hosts
	Looked    []string       // where nothing was found, and why
	Do        string         // what a person is to do; "" for nothing
	Assumed   string         // why the evidence is taken for the value, where no source says so
	Fix       []parsers.Edit // what makes the value that of the core; nil where that is not told for sure
}

// Span is where the parameter stands in the response file: its value, or the
// key of a secret or of an empty value; the start of the file where it is missing.
func (r Result) Span() parsers.Span {
	switch {
	case r.Line == nil:
		return parsers.Span{}
	case r.Parameter.Secret || r.Line.Value().Empty():
		return r.Line.Key()
	}
	return r.Line.Value()
}

// Count is how many results have a state.
func Count(results []Result, s State) int {
	n := 0
	for _, r := range results {
		if r.State == s {
			n++
		}
	}
	return n
}

// Evidence is one place that shows the value of a parameter.
type Evidence struct {
	Source *parsers.Source
	Span   parsers.Span // empty for a secret, and in a directory
	Value  string       // "" for a secret
	Agrees bool         // with the response file
	Folder bool         // Source stands for a directory
}

// Place is where the evidence is: file and line, or a directory.
func (e Evidence) Place() string {
	if e.Folder {
		return e.Source.Name()
	}
	return place(e.Source, e.Span)
}

// Shown is what the evidence shows, behind a colon; "" for nothing to show.
func (e Evidence) Shown() string { return ": " + e.say() }
