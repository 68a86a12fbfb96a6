package tnsnames

import "iter"

// Descriptions are the DESCRIPTION lists of the entry, in DESCRIPTION_LIST or not.
func (e Entry) Descriptions() iter.Seq[Param] {
	return func(yield func(Param) bool) { e.descriptions(yield) }
}

// descriptions yields them, and reports whether to go on.
func (e Entry) descriptions(yield func(Param) bool) bool {
	nodes := e.f.nodes
	for i := e.at + 1; i < int(e.node().next); i = int(nodes[i].next) {
		switch c := (Param{e.f, i}); {
		case c.Is("DESCRIPTION"):
			if !yield(c) {
				return false
			}
		case c.Is("DESCRIPTION_LIST"):
			for j := i + 1; j < int(nodes[i].next); j = int(nodes[j].next) {
				if d := (Param{e.f, j}); d.Is("DESCRIPTION") && !yield(d) {
					return false
				}
			}
		}
	}
	return true
}

// Descriptions are those of all entries, each with its entry.
func (f *File) Descriptions() iter.Seq2[Entry, Param] {
	return func(yield func(Entry, Param) bool) {
		var e Entry
		with := func(d Param) bool { return yield(e, d) }
		for e = range f.Entries() {
			if !e.descriptions(with) {
				return
			}
		}
	}
}

// Addresses are the ADDRESS lists of a DESCRIPTION, an ADDRESS_LIST or an
// entry, in ADDRESS_LIST or not.
func (p Param) Addresses() iter.Seq[Param] {
	return func(yield func(Param) bool) {
		for c := range p.All() {
			if c.Is("ADDRESS") && !yield(c) {
				return
			}
		}
	}
}

// Addresses are those of all entries, each with its entry.
func (f *File) Addresses() iter.Seq2[Entry, Param] {
	return func(yield func(Entry, Param) bool) {
		for e := range f.Entries() {
			for i := e.at + 1; i < int(e.node().next); i++ {
				if a := (Param{f, i}); a.Is("ADDRESS") && !yield(e, a) {
					return
				}
			}
		}
	}
}

// Params are the parameters in lists that have names, each with its list.
func (f *File) Params() iter.Seq2[Param, Param] {
	return func(yield func(list, q Param) bool) {
		var open []int // the lists round the parameter
		for e := range f.Entries() {
			open = append(open[:0], e.at)
			for i := e.at + 1; i < int(e.node().next); i++ {
				for int(f.nodes[open[len(open)-1]].next) <= i {
					open = open[:len(open)-1]
				}
				list := Param{f, open[len(open)-1]}
				if q := (Param{f, i}); list.at != e.at && q.node().nameEnd > q.node().nameStart && !yield(list, q) {
					return
				}
				open = append(open, i)
			}
		}
	}
}
