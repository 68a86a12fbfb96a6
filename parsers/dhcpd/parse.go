package dhcpd

import (
	"bytes"
	"slices"

	"cfgtool/parsers"
)

// deepest is how deep blocks are followed; deeper ones are taken for flat.
const deepest = 200

// tooDeep is how deep blocks are read at all.
const tooDeep = 10_000

// Parse lays statements over the text of src. It never fails; see Problems.
func Parse(src *parsers.Source) *File { return parse(src, false) }

// parse is Parse that may keep the tiles.
func parse(src *parsers.Source, tiles bool) *File {
	f := &File{src: src, tiles: parsers.Tiling{On: tiles}, problems: parsers.Problems{List: slices.Clip(src.Problems())}}
	p := parser{f: f, text: src.Text(), at: src.Mark().End}
	f.statements = make([]statement, 0, bytes.Count(p.text, []byte(";"))+bytes.Count(p.text, []byte("{")))
	f.tiles.Lay(0, p.at, "byte order mark")
	for p.at < len(p.text) && !p.deep {
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
	said    []parsers.Span // the words of the last statement
	open    []uint32       // in the file's statements
	deep    bool           // blocks are nested too deep to be read on
}

// wordsFrom reads the words of a statement once more.
func (f *File) wordsFrom(s statement) []parsers.Span {
	p := parser{f: &File{src: f.src}, text: f.src.Text()[:s.end], at: int(s.start)}
	for p.at < len(p.text) && len(p.f.statements) == 0 {
		p.next()
	}
	return p.said
}

func (p *parser) wrong(span parsers.Span, message string) {
	p.f.unread = append(p.f.unread, span)
	p.tell(span, message)
}

// tell reports what holds no value.
func (p *parser) tell(span parsers.Span, message string) {
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
			p.add(statement{start: uint32(p.current[0].Start)})
		}
	case c == '{':
		p.at++
		p.f.tiles.Lay(start, p.at, "brace")
		s := statement{start: uint32(start), block: true}
		if p.current != nil {
			s.start = uint32(p.current[0].Start)
		}
		p.open = append(p.open, p.add(s))
		if len(p.open) > tooDeep {
			p.tell(parsers.Span{Start: start, End: p.at}, "blocks are nested more than 10,000 deep here; the rest of the file is not read")
			p.deep = true
		}
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

// add ends the current statement, and returns its index.
func (p *parser) add(s statement) uint32 {
	p.said, p.current = p.current, nil
	n := uint32(len(p.f.statements))
	s.end, s.next, s.depth = uint32(p.at), n+1, uint16(min(len(p.open), deepest))
	p.f.statements = append(p.f.statements, s)
	return n
}

// leave ends the innermost block at a place.
func (p *parser) leave(at int) {
	last := len(p.open) - 1
	s := &p.f.statements[p.open[last]]
	s.end = uint32(at)
	if s.depth < deepest {
		s.next = uint32(len(p.f.statements))
	}
	p.open = p.open[:last]
}

func (p *parser) close() {
	p.unfinished()
	p.at++
	p.f.tiles.Lay(p.at-1, p.at, "brace")
	if len(p.open) == 0 {
		p.tell(parsers.Span{Start: p.at - 1, End: p.at}, "this brace closes no block")
		return
	}
	p.leave(p.at)
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
	if p.deep {
		rest := parsers.Span{Start: p.at, End: len(p.text)}
		p.f.tiles.Lay(rest.Start, rest.End, parsers.Unknown)
		p.f.unread = append(p.f.unread, rest)
	}
	for _, i := range p.open {
		if s := p.f.statements[i]; !p.deep {
			p.tell(parsers.Span{Start: int(s.start), End: int(s.start)}, "this block is not closed")
		}
	}
	for len(p.open) > 0 {
		p.leave(len(p.text))
	}
}

func space(c byte) bool   { return c == ' ' || c == '\t' || c == '\f' || c == '\v' || lineEnd(c) }
func lineEnd(c byte) bool { return c == '\n' || c == '\r' }
func ends(c byte) bool {
	return space(c) || c == '"' || c == '#' || c == ';' || c == '{' || c == '}'
}
