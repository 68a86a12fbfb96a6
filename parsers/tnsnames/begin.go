package tnsnames

// begins reports whether a word in column 1 begins an entry. It always does
// where no list is open and no list of names goes on; else "=" must follow.
func (p *parser) begins(t token) bool {
	if p.depth() == 0 {
		n := p.top()
		return n.equals != none || n.nameEnd == n.nameStart || !p.commaEnds(n)
	}
	return p.namesBegin(t)
}

// complete reports whether the entry has a value, so that a new one may begin.
func (p *parser) complete() bool {
	at := p.stack[0]
	n := &p.f.nodes[at]
	return n.valueEnd > n.valueStart || at+1 < len(p.f.nodes)
}

// namesBegin reports whether a word begins the names of an entry: whether words
// with commas between them follow, and then "=". What lies before p.listed was
// looked at before, and has the same answer.
func (p *parser) namesBegin(t token) bool {
	if c := p.s.text[t.start]; !nameByte(c) {
		return false
	}
	if t.start < p.listed {
		return p.answer
	}
	ahead := scanner{text: p.s.text, pos: t.end, unclosed: p.s.unclosed}
	p.answer = false
	last := t.kind
	for ahead.pos < len(ahead.text) {
		next := ahead.next()
		p.listed = next.start
		switch next.kind {
		case blank, eol, comment:
			continue
		case equals:
			p.answer = last == word || last == quoted
			return p.answer
		case comma:
			if last == comma {
				return false
			}
		case word, quoted:
			// The names of an indented entry do not go on in column 1.
			if last != comma || !p.left && isEOL(p.s.text[next.start-1]) {
				return false
			}
		default:
			return false
		}
		last = next.kind
	}
	p.listed = len(ahead.text)
	return false
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '"' || c == '\'' || c >= 0x80
}
