package xmlconf

import (
	"bytes"

	"cfgtool/parsers"
)

// How many open elements an end tag is compared with: fewer in a file that has
// more problems than are told.
const (
	searched      = 256
	searchedAtEnd = 4
)

func (s *scanner) startOf(id int32) int { return int(s.starts[s.elements[id].token]) }

func (s *scanner) nameOf(id int32) []byte {
	e := &s.elements[id]
	return s.text[s.starts[e.token]+1 : e.nameEnd()]
}

// closeTag closes the element that the end tag at start ends. When that is not
// the one that is open last:
//
//   - If the end tag names an element around it, those in between are not closed.
//   - Else, if what follows ends the element around the open one, or the open one is not the root,
//     has no elements in it and is not ended by what follows, the end tag is a
//     misspelt one of the open element.
//   - Else it ends nothing.
//
// The other half of what an entity left open, or ended, is the entity's problem only.
func (s *scanner) closeTag(start, nameEnd int) {
	n := s.text[start+2 : nameEnd]
	if s.open != none && bytes.Equal(s.nameOf(s.open), n) {
		s.close(true)
		return
	}
	end := parsers.Related{Span: s.span(uint32(start), uint32(nameEnd)), Message: "this end tag comes first"}
	if takeHalf(s.halves.open, n) {
		s.kinds[len(s.kinds)-1] = strayEnd
		s.file.faults++
		return
	}
	if s.open == none {
		s.kinds[len(s.kinds)-1] = strayEnd
		if s.place != nil {
			keepHalf(&s.halves.ended, string(n), 1)
		}
		s.problem(s.mismatch(), start, nameEnd, "the end tag </%s> ends no element: none is open", n)
		return
	}
	id := s.elements[s.open].parent
	limit := searched
	if s.file.dropped > 0 {
		limit = searchedAtEnd
	}
	for ; id != none && limit > 0; limit-- {
		if bytes.Equal(s.nameOf(id), n) {
			for s.open != id {
				s.unclosed(end)
			}
			s.close(true)
			return
		}
		id = s.elements[id].parent
	}
	opener := s.startOf(s.open)
	related := s.also(opener, int(s.elements[s.open].nameEnd()), "the element that is open")
	s.related(s.mismatch(), start, nameEnd, related, "the end tag </%s> does not match the start tag <%s>", n, s.nameOf(s.open))
	leaf := int(s.open) == len(s.elements)-1
	parent := s.elements[s.open].parent
	if s.endsNext(parent) || leaf && parent != none && !s.endsNext(s.open) {
		s.close(true)
		return
	}
	s.kinds[len(s.starts)-1] = strayEnd
}

// mismatch is the rule of tags that do not match.
func (s *scanner) mismatch() string {
	if s.place != nil {
		return EntityContent
	}
	return TagMismatch
}

// endsNext reports whether the next markup is the end tag of the element, or
// the text ends, where there is none.
func (s *scanner) endsNext(id int32) bool {
	i := white(s.text, s.pos)
	if id == none {
		return i == len(s.text)
	}
	n := s.nameOf(id)
	return bytes.HasPrefix(s.text[i:], []byte("</")) && bytes.Equal(s.text[i+2:name(s.text, i+2)], n)
}

// close closes the open element: with the end tag that is the last token, or
// before the next token.
func (s *scanner) close(tagged bool) {
	e := &s.elements[s.open]
	e.close, e.after = uint32(len(s.starts)), int32(len(s.elements))
	if tagged {
		e.close--
	} else {
		if s.untagged == nil {
			s.untagged = make(map[int32]bool)
		}
		s.untagged[e.id] = true
	}
	s.open = e.parent
	s.depth--
	if len(s.spaces.bindings) > 0 {
		s.spaces.leave(s.depth + s.outer)
	}
}

// unclosed closes the open element and reports that it has no end tag. It ends
// before the last token, an end tag, when there is one; else at the end of the text.
func (s *scanner) unclosed(end parsers.Related) {
	if takeHalf(s.halves.ended, s.nameOf(s.open)) {
		s.file.faults++
		s.abandon()
		return
	}
	e := &s.elements[s.open]
	if s.place != nil && end.Message == endsHere {
		keepHalf(&s.halves.open, string(s.nameOf(s.open)), 1)
	}
	s.related(s.mismatch(), s.startOf(s.open), int(e.nameEnd()), []parsers.Related{end}, "the element <%s> is not closed: its end tag </%s> is missing", s.nameOf(s.open), s.nameOf(s.open))
	s.abandon()
}

// abandon closes the open element before the last token.
func (s *scanner) abandon() {
	e := &s.elements[s.open]
	s.close(false)
	e.close = uint32(len(s.starts)) - 1
}

const endsHere = "the text of the entity ends here"

// closeAll closes what is open at the end of the text. Where markup that is not
// closed has swallowed the end tags, that is problem enough.
func (s *scanner) closeAll() {
	n := uint32(len(s.text))
	message := "the text ends here"
	if s.place != nil {
		message = endsHere
	}
	for s.open != none {
		s.token(int(n), unread) // for unclosed; it covers nothing
		if s.cut {
			s.abandon()
		} else {
			s.unclosed(parsers.Related{Span: s.span(n, n), Message: message})
		}
		s.starts, s.kinds = s.starts[:len(s.starts)-1], s.kinds[:len(s.kinds)-1]
	}
}
