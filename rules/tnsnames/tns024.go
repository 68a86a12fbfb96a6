package tnsnames

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS024 reports files that two clients do not read alike.
var TNS024 = &rules.Rule{
	ID:       "TNS024",
	Name:     "clients-differ",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "The file works in one client and fails in the other.",
	Why:      "Oracle's own two drivers do not read tnsnames.ora alike: node-oracledb reads lines, python-oracledb counts parentheses, and neither follows Oracle's rules throughout. The finding tells which names each of them lacks. It is an error where one refuses the file.",
	Source:   drivers,
	Bad:      "-- tnsnames.ora --\nORCL,\nTEST = //db1/orcl\n",
	Good:     "-- tnsnames.ora --\nORCL, TEST = //db1/orcl\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		if f.Plain() {
			return
		}
		node, python := f.Reading(tnsnames.NodeThin), f.Reading(tnsnames.PythonThin)
		if tnsnames.Agree(node, python) {
			return
		}
		severity := parsers.Warning
		if node.Err != nil || python.Err != nil {
			severity = parsers.Error
		}
		message := fmt.Sprintf("this file works in one client and fails in the other: %s; %s", finds(tnsnames.NodeThin, node, python), finds(tnsnames.PythonThin, python, node))
		p.Report(firstProblem(f), message, rules.At(severity))
	}),
}

// maxNames is how many names a message lists.
const maxNames = 10

// finds says what a client makes of a file: that it refuses it, or the names
// that it finds, and those of the other that it does not.
func finds(c tnsnames.Client, own, other tnsnames.Reading) string {
	if own.Err != nil {
		return fmt.Sprintf("%s refuses it (%v)", c, own.Err)
	}
	said := fmt.Sprintf("%s finds %s", c, list(own.Names))
	if missing := own.Missing(other); len(missing) > 0 {
		said += " and not " + list(missing)
	}
	return said
}

func list(names []string) string {
	if len(names) == 0 {
		return "no name"
	}
	quoted := make([]string, min(len(names), maxNames))
	for i := range quoted {
		quoted[i] = fmt.Sprintf("%q", names[i])
	}
	if more := len(names) - len(quoted); more > 0 {
		quoted = append(quoted, fmt.Sprintf("%d more", more))
	}
	return strings.Join(quoted, ", ")
}

// firstProblem is the first place that the parser reports, or the file's start.
func firstProblem(f *tnsnames.File) parsers.Span {
	for _, p := range f.Problems() {
		return p.Span
	}
	return parsers.Span{}
}
