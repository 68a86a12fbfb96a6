package tnsnames

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// Entry is a parameter of the file itself: net service names that share a
// descriptor, a listener, or a setting of sqlnet.ora.
type Entry struct{ Param }

// Alias is one of the names of an entry.
type Alias struct {
	Span parsers.Span // as it is written
	Text string       // without quotes
}

// Entries are the entries in order. One that begins behind column 1 is a
// continuation by Oracle's rules, and is listed all the same; see Indented. Of
// several with one name the last counts.
func (f *File) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, at := range f.entries {
			if n := &f.nodes[at]; n.nameEnd > n.nameStart && n.equals != none && !yield(Entry{Param{f, at}}) {
				return
			}
		}
	}
}

// Indented reports whether the entry begins behind column 1.
func (e Entry) Indented() bool { return e.node().indented }

// Include reports whether the entry includes another file.
func (e Entry) Include() bool { return e.Is("IFILE") }

// Aliases are the entry's names, in order.
func (e Entry) Aliases() []Alias {
	at := e.NameSpan()
	text := e.f.src.Text()
	if simple(text[at.Start:at.End]) {
		return []Alias{{at, string(text[at.Start:at.End])}}
	}
	var aliases []Alias
	var next parsers.Span
	flush := func() {
		if !next.Empty() {
			aliases = append(aliases, Alias{next, e.f.atom(next)})
		}
		next = parsers.Span{}
	}
	for s := (scanner{text: text[:at.End], pos: at.Start}); s.pos < at.End; {
		switch t := s.next(); t.kind {
		case comma:
			flush()
		case word, quoted:
			if next.Empty() {
				next.Start = t.start
			}
			next.End = t.end
		}
	}
	flush()
	return aliases
}

// Alias is the first of the entry's names.
func (e Entry) Alias() string {
	at := e.NameSpan()
	for s := (scanner{text: e.f.src.Text()[:at.End], pos: at.Start}); s.pos < at.End; {
		if t := s.next(); t.kind == comma {
			at.End = t.start
		}
	}
	return e.f.atom(at)
}

// Has reports whether the entry has this name, in any case.
func (e Entry) Has(alias string) bool {
	return slices.ContainsFunc(e.Aliases(), func(a Alias) bool { return strings.EqualFold(a.Text, alias) })
}

// With yields the entries that have this name, in order.
func (f *File) With(alias string) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for e := range f.Entries() {
			if e.Has(alias) && !yield(e) {
				return
			}
		}
	}
}

// Entry is the entry that counts for this name: the last.
func (f *File) Entry(alias string) (Entry, bool) {
	for i := len(f.entries) - 1; i >= 0; i-- {
		e := Entry{Param{f, f.entries[i]}}
		if e.node().equals != none && e.Has(alias) {
			return e, true
		}
	}
	return Entry{}, false
}

// Descriptions are the DESCRIPTION lists of the entry, in DESCRIPTION_LIST or not.
func (e Entry) Descriptions() []Param {
	var all []Param
	for c := range e.Children() {
		switch c.Key() {
		case "DESCRIPTION":
			all = append(all, c)
		case "DESCRIPTION_LIST":
			all = slices.AppendSeq(all, c.Named("DESCRIPTION"))
		}
	}
	return all
}

// Addresses are the ADDRESS lists of a DESCRIPTION, an ADDRESS_LIST or an
// entry, in ADDRESS_LIST or not.
func (p Param) Addresses() []Param {
	var all []Param
	for c := range p.All() {
		if c.Is("ADDRESS") {
			all = append(all, c)
		}
	}
	return all
}

// grade makes warnings of errors where node-oracledb reads the file all the
// same, and sorts the problems.
func (f *File) grade() {
	slices.SortStableFunc(f.problems, func(a, b parsers.Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	if parsers.Errors(f.problems) == len(f.src.Problems()) || f.Reading(NodeThin).Err != nil {
		return
	}
	for i := range f.problems {
		if f.problems[i].Rule != parsers.UndecodableRule {
			f.problems[i].Severity = min(f.problems[i].Severity, parsers.Warning)
		}
	}
}

// ParenthesisInColumn1 is the first parenthesis in column 1 that continues the
// entry, where there is one.
func (e Entry) ParenthesisInColumn1() (at parsers.Span, ok bool) {
	text := e.f.src.Text()
	span := e.Span()
	for i := span.Start + 1; i < span.End; i++ {
		if (text[i] == '(' || text[i] == ')') && isEOL(text[i-1]) {
			return parsers.Span{Start: i, End: i + 1}, true
		}
	}
	return parsers.Span{}, false
}

// Length is the number of bytes of the entry without white space between its
// tokens and comments, which is what Oracle's limit of 4 KB is about.
func (e Entry) Length() int {
	n := 0
	at := e.Span()
	for s := (scanner{text: e.f.src.Text()[:at.End], pos: at.Start}); s.pos < at.End; {
		switch t := s.next(); t.kind {
		case blank, eol, comment:
		default:
			n += t.end - t.start
		}
	}
	return n
}

// Target is the entry's value for comparing: its atoms with the names of their
// lists, in lower case, in order.
func (e Entry) Target() string {
	var b strings.Builder
	write := func(p Param) {
		if p.Atom() {
			b.WriteString(strings.ToLower(p.Name()+"="+p.Text()) + "\n")
		} else {
			b.WriteString(strings.ToLower(p.Name()) + "\n")
		}
	}
	b.WriteString(strings.ToLower(e.Text()) + "\n")
	for p := range e.All() {
		write(p)
	}
	return b.String()
}
