package tnsnames

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"cfgtool/parsers"
)

// parser builds the tree of a file from its tokens.
type parser struct {
	f     *File
	s     scanner
	stack []int // the entry that is being read, and its open lists
	first bool  // no token but blanks has come on this line
	left  bool  // the line has not even blanks before this token
	ended bool  // a ")" too many ended the value of the entry
	ends  int   // where the last token ends that is no blank, line end or comment

	listed int  // up to here, namesBegin has looked ahead
	answer bool // and what it found

	odd        bool              // readers may part; see File.Plain
	lastQuoted bool              // the last token of the atom is in quotes
	hashed     bool              // a "#" in quotes was seen on this line
	symbols    map[string]uint16 // of names as they are written
}

// Parse lays a tree over the text of src. It never fails; see Problems.
func Parse(src *parsers.Source) *File {
	text := src.Text()
	f := &File{src: src, problems: parsers.Problems{List: slices.Clip(src.Problems())}, symbols: []string{""}}
	f.nodes = make([]node, 0, bytes.Count(text, []byte("="))+bytes.Count(text, []byte(",")))
	f.comments = make([]parsers.Span, 0, bytes.Count(text, []byte("#")))
	p := &parser{f: f, s: scanner{text: text}, first: true, left: true, symbols: make(map[string]uint16)}
	for p.s.pos < len(text) {
		p.token(p.s.next())
	}
	p.closeEntry()
	f.plain = !p.odd && !p.s.odd && len(f.problems.List) == 0
	f.readings = [...]func() Reading{sync.OnceValue(f.node), sync.OnceValue(f.python)}
	f.grade()
	f.explain()
	f.unsound = slices.IndexFunc(f.problems.List, func(p parsers.Problem) bool { return p.Rule == QuoteRule || unclosed(p) })
	slices.Sort(f.unbalanced)
	return f
}

func (p *parser) token(t token) {
	switch t.kind {
	case mark:
		return
	case blank:
		p.left = false
		return
	case eol:
		p.first, p.left, p.hashed = true, true, false
		p.odd = p.odd || p.naming()
		return
	case comment:
		p.odd = p.odd || p.naming()
		p.f.comments = append(p.f.comments, parsers.Span{Start: t.start, End: t.end})
		return
	case open:
		p.open(t)
	case closing:
		p.closing(t)
	case equals:
		p.odd = p.odd || p.left
		p.equals(t)
	case comma:
		p.odd = p.odd || p.left
		p.comma(t)
	default:
		p.word(t)
	}
	p.first, p.left = false, false
	p.ends = t.end
}

// top is the list that is open, or else the entry.
func (p *parser) top() *node { return &p.f.nodes[p.stack[len(p.stack)-1]] }

// naming reports whether the names of an entry are being read.
func (p *parser) naming() bool { return len(p.stack) == 1 && p.top().equals == none }

// commaEnds reports whether the names of an entry end in a comma so far, or
// there are none.
func (p *parser) commaEnds(n *node) bool {
	return n.nameEnd == n.nameStart || p.s.text[n.nameEnd-1] == ','
}

// depth is the number of open parentheses.
func (p *parser) depth() int { return len(p.stack) - 1 }

func (p *parser) push(n node) {
	n.next = uint32(len(p.f.nodes) + 1)
	p.stack = append(p.stack, len(p.f.nodes))
	p.f.nodes = append(p.f.nodes, n)
}

func (p *parser) open(t token) {
	if len(p.stack) == 0 {
		p.begin(t, false)
		p.f.report(MalformedRule, parsers.Span{Start: t.start, End: t.end}, "a value that no name stands before")
	}
	p.parenthesis(t)
	p.odd = p.odd || p.top().equals == none || p.depth() == 0 && p.stack[0]+1 < len(p.f.nodes) || len(p.stack) > plainDepth
	switch n := p.top(); {
	case n.valueEnd > n.valueStart:
		p.f.report(MalformedRule, parsers.Span{Start: t.start, End: t.end}, "a list behind a word: a value is either")
	case n.equals == none && n.nameEnd > n.nameStart:
		p.f.report(MalformedRule, span(n.nameStart, n.nameEnd), fmt.Sprintf(`no "=" behind %q`, p.f.atom(span(n.nameStart, n.nameEnd))))
		p.item()
	}
	p.push(node{start: uint32(t.start), equals: none})
}

// parenthesis keeps the first parenthesis in column 1 of each entry.
func (p *parser) parenthesis(t token) {
	if !p.left || len(p.stack) == 0 {
		return
	}
	entry := p.f.nodes[p.stack[0]].start
	if n := len(p.f.flush); t.start > int(entry) && (n == 0 || p.f.flush[n-1] < entry) {
		p.f.flush = append(p.f.flush, uint32(t.start))
	}
}

func (p *parser) closing(t token) {
	p.parenthesis(t)
	if len(p.stack) == 0 || p.depth() == 0 {
		p.f.problem(UnbalancedRule, parsers.Warning, parsers.Span{Start: t.start, End: t.end}, `this ")" closes nothing`)
		p.f.strays = append(p.f.strays, uint32(t.start))
		if len(p.stack) > 0 {
			p.top().end = uint32(t.end)
			p.ended = true
		}
		return
	}
	p.item()
	n := p.top()
	n.closed = true
	p.odd = p.odd || n.equals == none
	p.pop(t.end)
	p.top().end = uint32(t.end)
}

// pop ends the innermost list, or the entry.
func (p *parser) pop(end int) {
	n := p.top()
	n.end = uint32(end)
	n.next = uint32(len(p.f.nodes))
	p.stack = p.stack[:len(p.stack)-1]
}

// symbol is the number of a name among those of the file, in upper case.
func (p *parser) symbol(at parsers.Span) uint16 {
	written := p.s.text[at.Start:at.End]
	if known, ok := p.symbols[string(written)]; ok {
		return known
	}
	n := len(p.f.symbols)
	if n > math.MaxUint16 {
		return 0
	}
	p.f.symbols = append(p.f.symbols, strings.ToUpper(p.f.atom(at)))
	p.symbols[string(written)] = uint16(n)
	return uint16(n)
}

// item makes the words in a list that no "=" follows an item of it.
func (p *parser) item() {
	n := p.top()
	if n.equals != none || n.nameStart == n.nameEnd || p.depth() == 0 {
		return
	}
	p.odd = true
	item := node{start: n.nameStart, end: n.nameEnd, equals: none, valueStart: n.nameStart, valueEnd: n.nameEnd, next: uint32(len(p.f.nodes) + 1)}
	n.nameStart, n.nameEnd = 0, 0
	p.f.nodes = append(p.f.nodes, item)
}

func (p *parser) equals(t token) {
	if len(p.stack) == 0 {
		p.begin(t, false)
	}
	n := p.top()
	switch {
	case n.equals != none || p.skipped():
		p.atom(t)
		return
	case n.nameStart == n.nameEnd:
		p.f.report(MalformedRule, parsers.Span{Start: t.start, End: t.end}, `no name stands before this "="`)
	case p.depth() > 0:
		n.symbol = p.symbol(span(n.nameStart, n.nameEnd))
	default:
		p.odd = p.odd || p.commaEnds(n)
	}
	n.equals = uint32(t.start)
	n.end = uint32(t.end)
}

func (p *parser) comma(t token) {
	if len(p.stack) == 0 {
		p.begin(t, false)
		p.f.report(MalformedRule, parsers.Span{Start: t.start, End: t.end}, "no name stands before this comma")
		return
	}
	at := p.stack[len(p.stack)-1]
	n := &p.f.nodes[at]
	n.end = uint32(t.end)
	switch {
	case n.equals != none && at+1 == len(p.f.nodes):
		p.atom(t)
	case n.equals != none || p.skipped(): // between lists
		p.odd = true
	case p.depth() == 0:
		p.odd = p.odd || p.commaEnds(n)
		n.nameEnd = uint32(t.end)
	default:
		p.odd = true
		p.item()
	}
}

func (p *parser) word(t token) {
	if t.kind == quoted && !p.hashed {
		if i := bytes.IndexByte(p.s.text[t.start:t.end], '#'); i >= 0 {
			p.hashed = true
			p.f.hashes = append(p.f.hashes, uint32(t.start+i))
		}
	}
	if isUnclosed(p.s.text[t.start:t.end]) && t.kind == word {
		p.f.report(QuoteRule, parsers.Span{Start: t.start, End: t.start + 1}, "this quote is not closed on its line or a continuation of it")
	}
	switch {
	case len(p.stack) == 0:
		p.begin(t, !p.left)
		p.name(t)
		return
	case p.left && p.begins(t):
		p.closeEntry()
		p.begin(t, false)
		p.name(t)
		return
	case p.left:
		p.f.report(ColumnRule, parsers.Span{Start: t.start, End: t.end}, "a word in column 1 continues an entry, which Oracle reads as a new one")
	case p.first && p.depth() == 0 && p.complete() && p.namesBegin(t):
		p.closeEntry()
		p.begin(t, true)
		p.name(t)
		return
	}
	if p.top().equals == none && !p.skipped() {
		p.name(t)
		return
	}
	p.atom(t)
}

// skipped reports whether the entry has a list, but no "=" before it.
func (p *parser) skipped() bool {
	return p.depth() == 0 && p.top().equals == none && p.stack[0]+1 < len(p.f.nodes)
}

// name takes a word into the names of an entry, or into what may become the
// name of a list.
func (p *parser) name(t token) {
	n := p.top()
	if n.nameStart == n.nameEnd {
		n.nameStart = uint32(t.start)
	}
	p.odd = p.odd || t.kind == quoted
	n.nameEnd, n.end = uint32(t.end), uint32(t.end)
}

// atom takes a token into the value of the list or entry.
func (p *parser) atom(t token) {
	at := p.stack[len(p.stack)-1]
	n := &p.f.nodes[at]
	if at+1 < len(p.f.nodes) || p.ended && p.depth() == 0 {
		p.f.report(MalformedRule, parsers.Span{Start: t.start, End: t.end}, "text behind a list, which no reader takes for a part of it")
		p.f.strays = append(p.f.strays, uint32(t.start))
		n.end = uint32(t.end)
		return
	}
	if n.valueEnd == n.valueStart {
		n.valueStart = uint32(t.start)
		p.odd = p.odd || t.kind == equals || t.kind == comma
	} else {
		p.odd = p.odd || t.kind == quoted || p.lastQuoted || p.first && p.depth() == 0
	}
	p.lastQuoted = t.kind == quoted
	n.valueEnd, n.end = uint32(t.end), uint32(t.end)
}

// begin starts an entry.
func (p *parser) begin(t token, indented bool) {
	if indented {
		p.f.report(IndentRule, parsers.Span{Start: t.start, End: t.end}, "this entry does not begin in column 1, so it continues the line before it")
	}
	p.ended = false
	p.f.entries = append(p.f.entries, uint32(len(p.f.nodes)))
	p.push(node{start: uint32(t.start), end: uint32(t.end), equals: none, indented: indented})
}

// closeEntry ends the entry that is being read, with what is wrong with it.
func (p *parser) closeEntry() {
	if len(p.stack) == 0 {
		return
	}
	entry := p.stack[0]
	e := &p.f.nodes[entry]
	p.odd = p.odd || p.ends-int(e.start) > plainLength
	name := span(e.nameStart, e.nameEnd)
	if missing := p.depth(); missing > 0 {
		p.item()
		inner := p.top()
		at := parsers.Span{Start: int(inner.start), End: int(inner.start) + 1}
		message := `one ")" is missing`
		if missing > 1 {
			message = fmt.Sprintf(`%d ")" are missing`, missing)
		}
		place := name
		if name.Empty() {
			place = at
		}
		p.f.report(UnbalancedRule, place, message, parsers.Related{Span: at, Message: `this "(" is not closed`})
	}
	for len(p.stack) > 0 {
		p.pop(p.ends)
	}
	e = &p.f.nodes[entry]
	switch {
	case name.Empty():
	case e.equals == none && int(e.next) == entry+1:
		p.f.report(MalformedRule, name, `no "=" and no value follow`)
	case e.equals != none && e.valueStart == e.valueEnd && int(e.next) == entry+1:
		p.f.report(MalformedRule, name, "no value follows")
	}
}

func (f *File) report(rule string, at parsers.Span, message string, related ...parsers.Related) {
	f.problem(rule, parsers.Error, at, message, related...)
}

func (f *File) problem(rule string, severity parsers.Severity, at parsers.Span, message string, related ...parsers.Related) {
	if rule == UnbalancedRule {
		f.unbalanced = append(f.unbalanced, at.Start)
	}
	f.problems.Add(parsers.Problem{Rule: rule, Severity: severity, Span: at, Message: message, Related: related})
}
