package tnsnames

import (
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// Difference tells how two clients do not read the file alike, with the names
// that each finds, and whether one refuses the file. It is "" where they do.
func (f *File) Difference() (message string, refused bool) {
	if f.plain {
		return "", false
	}
	node, python := f.Reading(NodeThin), f.Reading(PythonThin)
	if Agree(node, python) {
		return "", false
	}
	how := "works in one client and fails in the other"
	if node.Err != nil && python.Err != nil {
		how = "fails in two clients"
	}
	refused = node.Err != nil || python.Err != nil
	return fmt.Sprintf("%s: %s; %s", how, f.finds(NodeThin, node, python), f.finds(PythonThin, python, node)), refused
}

// finds says what a client makes of the file: that it refuses it, or the names
// that it finds, and those that it does not: of the other client, or where that
// one refuses the file, of the file.
func (f *File) finds(c Client, own, other Reading) string {
	if own.Err != nil {
		return fmt.Sprintf("%s refuses it (%v)", c, own.Err)
	}
	missing := own.Missing(other)
	if other.Err != nil {
		missing = nil
		for _, a := range f.Names() {
			if name := strings.ToUpper(a.Text); !own.finds(name) {
				missing = append(missing, name)
			}
		}
	}
	said := fmt.Sprintf("%s finds %s", c, listed(own.Names))
	if len(missing) > 0 {
		said += " and not " + listed(missing)
	}
	return said
}

// maxNames is how many names a message lists.
const maxNames = 10

func listed(names []string) string {
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

// unclosed reports whether a problem is a "(" without its ")".
func unclosed(p parsers.Problem) bool { return p.Rule == UnbalancedRule && len(p.Related) > 0 }

// CutOff reports whether a missing ")" makes a client refuse the file. The first
// problem of that kind tells the Difference then.
func (f *File) CutOff() bool {
	return slices.ContainsFunc(f.problems.List, func(p parsers.Problem) bool { return unclosed(p) && p.Severity == parsers.Error })
}

// explain adds what the clients make of a file of names to the first missing ")".
func (f *File) explain() {
	if f.src.Format().ID != namesID || !f.CutOff() {
		return
	}
	first := &f.problems.List[slices.IndexFunc(f.problems.List, unclosed)]
	if message, _ := f.Difference(); message != "" {
		first.Message += ", so this file " + message
	}
}
