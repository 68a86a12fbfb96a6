package sascore

import "cfgtool/parsers/respfile"

// answers are the parameters that a response file gives.
type answers struct {
	file *respfile.File
	by   map[string][]respfile.Line // by the parameter's name, in the order of the file
}

func read(f *respfile.File, facts *respfile.Profile) *answers {
	a := &answers{f, make(map[string][]respfile.Line)}
	for l := range f.Lines() {
		if l.Kind != respfile.Pair {
			continue
		}
		if p := facts.Parameter(f.Key(l)); p != nil {
			a.by[p.Name] = append(a.by[p.Name], l)
		}
	}
	return a
}

// given reports whether the file has a parameter, empty or not.
func (a *answers) given(name string) bool { return len(a.by[name]) > 0 }

// value is the last value of a parameter, or "".
func (a *answers) value(name string) string {
	lines := a.by[name]
	if len(lines) == 0 {
		return ""
	}
	return a.file.Value(lines[len(lines)-1])
}

// several reports whether the file gives a parameter different values.
func (a *answers) several(name string) bool {
	for _, l := range a.by[name] {
		if a.file.Value(l) != a.value(name) {
			return true
		}
	}
	return false
}
