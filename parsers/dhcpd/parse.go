package dhcpd

import (
	"slices"

	"cfgtool/parsers"
)

// deepest is how deep blocks are followed; deeper ones are taken for flat.
const deepest = 200

// Parse lays statements over the text of src. It never fails; see Problems.
func Parse(src *parsers.Source) *File { return parse(src, false) }

// parse is Parse that may keep the tiles.
func parse(src *parsers.Source, tiles bool) *File {
	f := &File{src: src, tiles: parsers.Tiling{On: tiles}, problems: parsers.Problems{List: slices.Clip(src.Problems())}}
	p := parser{f: f, text: src.Text(), at: src.Mark().End}
	f.tiles.Lay(0, p.at, "byte order mark")
	for p.at < len(p.text) {
		p.next()
	}
	p.end()
	return f
}

// parser is where reading is: in a statement whose words so far are current, in
// the blocks that are open.
type parser struct {
	f       *File
	text    []byte
	at      int
	current []parsers.Span
	open    []*Statement
}

func (p *parser) wrong(span parsers.Span, message string) {
	p.f.unread = append(p.f.unread, span)
	p.f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Error, Span: span, Message: message})
}

// next reads one token.
func (p *parser) next() {
	start := p.at
	switch c := p.text[start]; {
	case space(c):
		for p.at < len(p.text) && space(p.text[p.at]) {
			p.at++
		}
		p.f.tiles.Lay(start, p.at, "white space")
	case c == '#':
		for p.at < len(p.text) && !lineEnd(p.text[p.at]) {
			p.at++
		}
		p.f.comments = append(p.f.comments, parsers.Span{Start: start, End: p.at})
		p.f.tiles.Lay(start, p.at, "comment")
	case c == ';':
		p.at++
		p.f.tiles.Lay(start, p.at, "semicolon")
		if p.current != nil {
			p.add(&Statement{Words: p.current, Span: parsers.Span{Start: p.current[0].Start, End: p.at}})
		}
	case c == '{':
		p.at++
		p.f.tiles.Lay(start, p.at, "brace")
		s := &Statement{Words: p.current, Span: parsers.Span{Start: start, End: p.at}, Block: true}
		if p.current != nil {
			s.Span.Start = p.current[0].Start
		}
		p.add(s)
		p.open = append(p.open, s)
	case c == '}':
		p.close()
	case c == '"':
		p.quoted()
	default:
		for p.at < len(p.text) && !ends(p.text[p.at]) {
			p.at++
		}
		p.word(start, "word")
	}
}

func (p *parser) word(start int, kind string) {
	p.current = append(p.current, parsers.Span{Start: start, End: p.at})
	p.f.tiles.Lay(start, p.at, kind)
}

// add ends the current statement.
func (p *parser) add(s *Statement) {
	p.current = nil
	if n := min(len(p.open), deepest); n > 0 {
		p.open[n-1].Children = append(p.open[n-1].Children, s)
		return
	}
	p.f.statements = append(p.f.statements, s)
}

func (p *parser) close() {
	p.unfinished()
	p.at++
	p.f.tiles.Lay(p.at-1, p.at, "brace")
	n := len(p.open)
	if n == 0 {
		p.wrong(parsers.Span{Start: p.at - 1, End: p.at}, "this brace closes no block")
		return
	}
	p.open[n-1].Span.End = p.at
	p.open = p.open[:n-1]
}

// unfinished reports a statement that ends without a semicolon.
func (p *parser) unfinished() {
	if p.current == nil {
		return
	}
	whole := parsers.Span{Start: p.current[0].Start, End: p.current[len(p.current)-1].End}
	p.wrong(whole, "this statement does not end in a semicolon")
	p.current = nil
}

// quoted reads a string. One that is not closed ends with its line.
func (p *parser) quoted() {
	start := p.at
	for p.at++; p.at < len(p.text) && !lineEnd(p.text[p.at]); p.at++ {
		switch p.text[p.at] {
		case '\\':
			if p.at+1 < len(p.text) && !lineEnd(p.text[p.at+1]) {
				p.at++
			}
		case '"':
			p.at++
			p.word(start, "string")
			return
		}
	}
	p.wrong(parsers.Span{Start: start, End: p.at}, "this string is not closed on its line")
	p.word(start, parsers.Unknown)
}

// end reports what the end of the file leaves open.
func (p *parser) end() {
	p.unfinished()
	for _, s := range p.open {
		s.Span.End = len(p.text)
		p.wrong(parsers.Span{Start: s.Span.Start, End: s.Span.Start}, "this block is not closed")
	}
}

func space(c byte) bool   { return c == ' ' || c == '\t' || c == '\f' || c == '\v' || lineEnd(c) }
func lineEnd(c byte) bool { return c == '\n' || c == '\r' }
func ends(c byte) bool {
	return space(c) || c == '"' || c == '#' || c == ';' || c == '{' || c == '}'
}
