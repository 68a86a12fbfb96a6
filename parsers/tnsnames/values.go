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
// names has a path under each. Items of a list without names have the list's path.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		seen := make(map[string]int)
		for e := range f.Entries() {
			aliases := e.Aliases()
			paths := make([]string, len(aliases))
			secret := false
			for i, a := range aliases {
				key := strings.ToUpper(a.Text)
				seen[key]++
				paths[i] = parsers.Repetition(key, seen[key])
				secret = secret || strings.HasPrefix(key, secretPrefix)
			}
			if !e.values(paths, secret, yield) {
				return
			}
		}
	}
}

// values yields the atoms in p, whose own paths are given. Lists deeper than
// maxDepth add nothing to a path, so that paths stay short.
func (p Param) values(paths []string, secret bool, yield func(parsers.Value) bool) bool {
	emit := func(q Param, path string) bool {
		if !q.Atom() {
			return true
		}
		text := q.Text()
		for _, alias := range paths {
			full := alias + path
			if !yield(parsers.Value{Path: full, Span: q.ValueSpan(), Text: text, Secret: secret || parsers.SecretKey(full)}) {
				return false
			}
		}
		return true
	}
	if !emit(p, "") {
		return false
	}
	type frame struct {
		end  uint32 // index of the node behind the frame's
		path string // below the entry
	}
	stack := []frame{{end: p.node().next}}
	seen := make(map[string]int) // by path without the number
	for i := p.at + 1; i < int(p.node().next); i++ {
		for int(stack[len(stack)-1].end) <= i {
			stack = stack[:len(stack)-1]
		}
		q := Param{p.f, i}
		path := stack[len(stack)-1].path
		if name := q.Key(); len(stack) <= maxDepth && (name != "" || q.Atom()) {
			if name != "" {
				path += "/" + name
			}
			seen[path]++
			path = parsers.Repetition(path, seen[path])
		}
		if !emit(q, path) {
			return false
		}
		if int(q.node().next) > i+1 {
			stack = append(stack, frame{end: q.node().next, path: path})
		}
	}
	return true
}
