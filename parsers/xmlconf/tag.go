package xmlconf

import (
	"bytes"
	"unicode/utf8"
)

// startTag reads a start tag or an empty-element tag (productions 40 to 44). It
// reports false when nothing more is to be read.
func (s *scanner) startTag() bool {
	t, start := s.text, s.pos
	nameEnd := name(t, start+1)
	if nameEnd == start+1 {
		s.notATag()
		return true
	}
	id := int32(len(s.elements))
	if s.open == none && s.place == nil {
		if s.rootSeen {
			s.related(OutsideRoot, start, nameEnd, s.also(s.startOf(0), int(s.elements[0].nameEnd()), "the root element"),
				"a second root element <%s>: a document has only one", t[start+1:nameEnd])
		}
		s.rootSeen = true
	}
	if s.depth+s.outer >= maxDepth {
		s.problem(DepthLimit, start, nameEnd, "elements are nested deeper than %d; the rest of the file is not read", maxDepth)
		s.token(start, unread)
		s.pos = len(t)
		for s.open != none {
			e := &s.elements[s.open]
			s.close(false)
			e.close--
		}
		return false
	}
	first := len(s.attrs)
	s.elements = append(s.elements, Element{tree: s.tree, id: id, parent: s.open, attrs: uint32(first),
		token: uint32(len(s.starts))})
	s.token(start, startTag)
	empty := s.attributes(start, nameEnd)
	if len(s.attrs)-first > 1 {
		s.duplicates(s.attrs[first:])
	}
	if s.colons || bytes.IndexByte(t[start+1:nameEnd], ':') >= 0 || s.file.dtd != nil && s.file.dtd.defaults[string(t[start+1:nameEnd])] != nil {
		s.colons = false
		s.namespaces(start+1, nameEnd, s.attrs[first:])
		if empty {
			s.spaces.leave(s.depth + s.outer)
		}
	}
	e := &s.elements[id]
	if empty {
		s.kinds[e.token] = emptyTag
		e.close, e.after = e.token, id+1
		return true
	}
	s.open = id
	s.depth++
	return true
}

// notATag takes a "<" that no name follows as text that should be escaped.
func (s *scanner) notATag() {
	if s.pos+1 < len(s.text) && class[s.text[s.pos+1]]&nameByte != 0 {
		r, n := utf8.DecodeRune(s.text[s.pos+1:])
		s.junk(1+n, BadName, "the name of an element cannot start with %q; a < in text is written &lt;", r)
		return
	}
	s.junk(1, TagSyntax, "a < that starts no tag must be written &lt;")
}

// attributes reads from behind the name of a start tag to behind its end, and
// reports whether that is "/>".
func (s *scanner) attributes(start, i int) (empty bool) {
	t := s.text
	for {
		before := i
		i = white(t, i)
		if i >= len(t) {
			s.problem(TagSyntax, start, int(s.elements[len(s.elements)-1].nameEnd()), "the tag is not closed: there is no > behind it")
			s.cut = true
			break
		}
		switch c := t[i]; {
		case c == '>':
			s.pos = i + 1
			return false
		case c == '/' && i+1 < len(t) && t[i+1] == '>':
			s.pos = i + 2
			return true
		case c == '<':
			s.related(TagSyntax, start, int(s.elements[len(s.elements)-1].nameEnd()), s.also(i, i+1, "the next tag"),
				"the tag is not closed before the next one: a > is missing")
			s.pos = i
			return false
		case c == '/':
			s.problem(TagSyntax, i, i+1, "a / in a tag must be followed by >")
			i++
		case class[c]&nameStartByte != 0:
			i = s.attribute(start, before, i)
		default:
			i = s.notAnAttribute(i)
		}
	}
	s.pos = i
	return false
}

// notAnAttribute skips what starts no attribute.
func (s *scanner) notAnAttribute(i int) int {
	start := i
	for i < len(s.text) && class[s.text[i]]&whiteByte == 0 && s.text[i] != '>' && s.text[i] != '<' && s.text[i] != '/' {
		if i > start && class[s.text[i]]&nameStartByte != 0 && s.text[i] < utf8.RuneSelf {
			break
		}
		i++
	}
	if class[s.text[start]]&nameByte != 0 {
		s.problem(BadName, start, i, "the name of an attribute cannot start with %q", s.text[start:i])
	} else {
		s.problem(AttributeSyntax, start, i, "%q is no attribute: name=\"value\" is missing", s.text[start:i])
	}
	return i
}

// attribute reads one attribute (production 41). Before it, white space starts
// at before.
func (s *scanner) attribute(tag, before, i int) int {
	t := s.text
	nameEnd := name(t, i)
	if nameEnd == i { // a character outside ASCII
		return s.notAnAttribute(i)
	}
	if before == i {
		s.problem(AttributeSyntax, i, nameEnd, "white space is missing before the attribute %s", t[i:nameEnd])
	}
	if bytes.IndexByte(t[i:nameEnd], ':') >= 0 || string(t[i:nameEnd]) == "xmlns" {
		s.colons = true
	}
	a := attr{uint32(i), uint32(nameEnd), uint32(nameEnd), uint32(nameEnd)}
	j := white(t, nameEnd)
	if j >= len(t) || t[j] != '=' {
		s.problem(AttributeSyntax, i, nameEnd, "the attribute %s has no value: write %s=\"…\"", t[i:nameEnd], t[i:nameEnd])
		s.attrs = append(s.attrs, a)
		return nameEnd
	}
	j = white(t, j+1)
	var end int
	if j < len(t) && (t[j] == '"' || t[j] == '\'') {
		a.valueStart = uint32(j + 1)
		valueEnd, closed := s.value(i, j)
		a.valueEnd = uint32(valueEnd)
		if end = valueEnd; closed {
			end++
		}
	} else {
		for end = j; end < len(t) && class[t[end]]&whiteByte == 0 && t[end] != '>' && t[end] != '<' &&
			!(t[end] == '/' && end+1 < len(t) && t[end+1] == '>'); end++ {
		}
		a.valueStart, a.valueEnd = uint32(j), uint32(end)
		s.problem(AttributeSyntax, i, max(end, nameEnd), "the value of the attribute %s must stand in quotes", t[i:nameEnd])
	}
	s.attrs = append(s.attrs, a)
	return end
}

// value reads an attribute value (production 10) whose quote stands at q, and
// gives the offset of its closing quote. Where that is missing, it gives the
// place where the value most likely ends, and false.
func (s *scanner) value(nameStart, q int) (end int, closed bool) {
	t, quote := s.text, s.text[q]
	less := false
	i := q + 1
	for {
		for i < len(t) && class[t[i]]&valueStop == 0 {
			i++
		}
		if i >= len(t) {
			return s.openValue(nameStart, q, len(t)), false
		}
		switch c := t[i]; c {
		case '"', '\'':
			if c == quote {
				return i, true
			}
			i++
		case '&':
			i, _ = s.reference(i, true)
		case '<':
			if !less {
				if bytes.ContainsAny(t[q+1:i], ">\n\r") || !s.quoteFollows(i, quote) {
					return s.openValue(nameStart, q, i), false
				}
				less = true
				s.related(LessInValue, i, i+1, s.also(q, q+1, "the value starts here"), "a < in an attribute value must be written &lt;")
			}
			i++
		default:
			i = s.doubtful(i)
		}
	}
}

// quoteFollows reports whether the quote stands at i or behind it.
func (s *scanner) quoteFollows(i int, quote byte) bool {
	none := &s.noQuote[0]
	if quote == '\'' {
		none = &s.noQuote[1]
	}
	if !*none && bytes.IndexByte(s.text[i:], quote) < 0 {
		*none = true
	}
	return !*none
}

// openValue reports a value without its closing quote, and guesses where it
// ends: before the first ">" or line end, at limit at the latest.
func (s *scanner) openValue(nameStart, q, limit int) int {
	s.problem(AttributeSyntax, q, q+1, "the quote %c of the value of %s is not closed", s.text[q], s.text[nameStart:name(s.text, nameStart)])
	if n := bytes.IndexAny(s.text[q+1:limit], ">\n\r"); n >= 0 {
		end := q + 1 + n
		if end > q+1 && s.text[end] == '>' && s.text[end-1] == '/' {
			end--
		}
		return end
	}
	return limit
}

// duplicates reports attributes of one name (WFC: Unique Att Spec).
func (s *scanner) duplicates(attrs []attr) {
	if len(attrs) > 12 {
		s.manyDuplicates(attrs)
		return
	}
	t := s.text
	for i := 1; i < len(attrs); i++ {
		a := attrs[i]
		n := t[a.nameStart:a.nameEnd]
		for _, b := range attrs[:i] {
			if b.nameEnd-b.nameStart == uint32(len(n)) && string(t[b.nameStart:b.nameEnd]) == string(n) {
				s.duplicate(a, b)
				break
			}
		}
	}
}

func (s *scanner) manyDuplicates(attrs []attr) {
	seen := make(map[string]attr, len(attrs))
	for _, a := range attrs {
		n := string(s.text[a.nameStart:a.nameEnd])
		if b, ok := seen[n]; ok {
			s.duplicate(a, b)
			continue
		}
		seen[n] = a
	}
}

func (s *scanner) duplicate(a, first attr) {
	s.related(DuplicateAttribute, int(a.nameStart), int(a.nameEnd), s.also(int(first.nameStart), int(first.nameEnd), "the first one"),
		"the element has two attributes %s", s.text[a.nameStart:a.nameEnd])
}

// endTag reads an end tag (production 42) and closes its element.
func (s *scanner) endTag() {
	t, start := s.text, s.pos
	s.token(start, endTag)
	nameEnd := name(t, start+2)
	i := white(t, nameEnd)
	switch {
	case nameEnd == start+2:
		s.problem(TagSyntax, start, start+2, "a name must follow </")
		fallthrough
	case i >= len(t) || t[i] != '>':
		for i < len(t) && t[i] != '>' && t[i] != '<' {
			i++
		}
		if nameEnd > start+2 {
			s.problem(TagSyntax, start, nameEnd, "the end tag </%s is not closed: only white space and > may follow its name", t[start+2:nameEnd])
		}
	}
	if i < len(t) && t[i] == '>' {
		i++
	}
	s.pos = i
	if nameEnd == start+2 {
		s.kinds[len(s.starts)-1] = strayEnd
		return
	}
	s.closeTag(start, nameEnd)
}
