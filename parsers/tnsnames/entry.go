package tnsnames

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

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
			if f.nodes[at].listed() && !yield(Entry{Param{f, int(at)}}) {
				return
			}
		}
	}
}

// Len is the number of entries.
func (f *File) Len() int { return len(f.entries) }

// Likely is about how many names the file has, to make room for them. Few have less
// than a hundred bytes with what they stand for, and of many that do most are one.
func (f *File) Likely() int { return min(len(f.entries), len(f.src.Text())/100+1) }

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

// Names are the names that the file itself defines, in order, each with its
// entry: those of all entries but IFILE.
func (f *File) Names() iter.Seq2[Entry, Alias] {
	return func(yield func(Entry, Alias) bool) {
		text := f.src.Text()
		for e := range f.Entries() {
			if e.Include() {
				continue
			}
			at := e.NameSpan()
			if simple(text[at.Start:at.End]) {
				if !yield(e, Alias{at, string(text[at.Start:at.End])}) {
					return
				}
				continue
			}
			for _, a := range e.Aliases() {
				if !yield(e, a) {
					return
				}
			}
		}
	}
}

// maxAlias is how many bytes of a name messages show.
const maxAlias = 200

// Alias is the first of the entry's names, for messages: much of a long one.
func (e Entry) Alias() string {
	at, cut := e.NameSpan(), ""
	if text := e.f.src.Text(); at.Len() > maxAlias {
		at.End, cut = at.Start+maxAlias, "…"
		for !utf8.RuneStart(text[at.End]) {
			at.End--
		}
	}
	for s := (scanner{text: e.f.src.Text()[:at.End], pos: at.Start}); s.pos < at.End; {
		if t := s.next(); t.kind == comma {
			at.End, cut = t.start, ""
		}
	}
	return e.f.atom(at) + cut
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
		e := Entry{Param{f, int(f.entries[i])}}
		if e.node().equals != none && e.Has(alias) {
			return e, true
		}
	}
	return Entry{}, false
}

// Balanced reports whether the entry has no parenthesis without a partner.
func (e Entry) Balanced() bool {
	at, unbalanced := e.Span(), e.f.unbalanced
	first := sort.SearchInts(unbalanced, at.Start)
	return first == len(unbalanced) || unbalanced[first] >= at.End
}

// described reports whether the entry has a DESCRIPTION.
func (e Entry) described() bool {
	for range e.Descriptions() {
		return true
	}
	return false
}

// grade makes warnings of errors where node-oracledb reads the file all the
// same, and sorts the problems.
func (f *File) grade() {
	slices.SortStableFunc(f.problems.List, func(a, b parsers.Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	if parsers.Errors(f.problems.List) == len(f.src.Problems()) || f.Reading(NodeThin).Err != nil {
		return
	}
	for i := range f.problems.List {
		if f.problems.List[i].Rule != parsers.UndecodableRule {
			f.problems.List[i].Severity = min(f.problems.List[i].Severity, parsers.Warning)
		}
	}
}

// ParenthesesInColumn1 are the parentheses in column 1 that continue entries,
// the first one of each.
func (f *File) ParenthesesInColumn1() []parsers.Span { return places(f.flush) }

// HashesInQuotes are the number signs in quotes, the first one of each line.
func (f *File) HashesInQuotes() []parsers.Span { return places(f.hashes) }

// places are the spans of single bytes.
func places(offsets []uint32) []parsers.Span {
	spans := make([]parsers.Span, len(offsets))
	for i, at := range offsets {
		spans[i] = span(at, at+1)
	}
	return spans
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
