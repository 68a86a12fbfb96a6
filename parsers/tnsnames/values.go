package tnsnames

import (
	"iter"
	"strings"

	"cfgtool/parsers"
)

// secretPrefix begins the names of the entries of listener.ora that hold passwords.
const secretPrefix = "PASSWORDS_"

// Values yields every atom under its path, such as
// ALIAS/DESCRIPTION/ADDRESS_LIST/ADDRESS[2]/HOST: names in upper case, the n-th
// of one name with [n] from the second on. An atom of an entry with several
// names has a path under each of the first hundred. Items of a list without names have the list's
// path. Lists deeper than maxDepth add nothing to a path, so that paths stay short.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int, f.Likely()) // entries by name
		known := newPaths()
		var roots []root
		for e := range f.Entries() {
			roots = roots[:0]
			hidden := false
			for _, a := range e.Aliases() {
				key := strings.ToUpper(a.Text)
				hidden = hidden || strings.HasPrefix(key, secretPrefix)
				seen[key]++
				if len(roots) < maxRoots {
					roots = append(roots, root{parsers.Short(parsers.Repetition(key, seen[key])), hidden})
				}
			}
			for i := range roots {
				roots[i].passwords = hidden
			}
			if len(known.all) > maxPaths {
				known = newPaths()
			}
			known.entry = e.at
			if !e.values(roots, &known, yield) {
				return
			}
		}
	}
}

// maxRoots is how many names of one entry its values have paths under.
const maxRoots = 100

// maxPaths is how many paths are kept from one entry to the next.
const maxPaths = 10_000

// root is a name of an entry, which the paths of its values begin with.
type root struct {
	name      string
	passwords bool // all values are secrets
}

// paths are the paths below entries that were met so far, each made once.
type paths struct {
	ids   map[string]int
	all   []path
	entry int // where counts are of
	bytes []byte
}

type path struct {
	text  string
	entry int // the entry that met it last
	count int // and how often
}

func newPaths() paths { return paths{ids: make(map[string]int)} }

// maxKept is how many of the paths that differ in their number are kept.
const maxKept = 100

// below is the path of a parameter of this name below another path, with its
// number where it is not the first of the entry.
func (p *paths) below(at, name string) string {
	p.bytes = append(p.bytes[:0], parsers.Short(at)...)
	if name != "" {
		p.bytes = append(append(p.bytes, '/'), name...)
	}
	known := p.get()
	if known.entry != p.entry {
		known.entry, known.count = p.entry, 0
	}
	if known.count++; known.count < 2 {
		return known.text
	}
	numbered := parsers.Repetition(known.text, known.count)
	if known.count > maxKept {
		return numbered
	}
	p.bytes = append(p.bytes[:0], numbered...)
	return p.get().text
}

// get is the path whose text is in p.bytes.
func (p *paths) get() *path {
	id, ok := p.ids[string(p.bytes)]
	if !ok {
		id = len(p.all)
		text := string(p.bytes)
		p.ids[text] = id
		p.all = append(p.all, path{text: text, entry: -1})
	}
	return &p.all[id]
}

// values yields the atoms in an entry with these names.
func (e Entry) values(roots []root, known *paths, yield func(parsers.Value) bool) bool {
	emit := func(q Param, at string, secret bool) bool {
		text := q.Text()
		for _, r := range roots {
			path := r.name + at
			if !yield(parsers.Value{Path: path, Span: q.ValueSpan(), Text: text, Secret: r.passwords || secret || parsers.Secret(path, text)}) {
				return false
			}
		}
		return true
	}
	if e.Atom() && !emit(e.Param, "", false) {
		return false
	}
	type frame struct {
		end    uint32 // index of the node behind the frame's
		path   string // below the entry
		secret bool   // what is below a secret's name is one, too
	}
	stack := []frame{{end: e.node().next}}
	for i := e.at + 1; i < int(e.node().next); i++ {
		for int(stack[len(stack)-1].end) <= i {
			stack = stack[:len(stack)-1]
		}
		q := Param{e.f, i}
		at := stack[len(stack)-1]
		if name := q.Key(); len(stack) <= maxDepth && (name != "" || q.Atom()) {
			at.path = known.below(at.path, name)
			if name != "" {
				at.secret = parsers.SecrecyOf(name) == parsers.Certain
			}
		}
		if q.Atom() && !emit(q, at.path, at.secret) {
			return false
		}
		if !q.Leaf() && len(stack) <= maxDepth { // what is deeper adds nothing
			at.end = q.node().next
			stack = append(stack, at)
		}
	}
	return true
}
