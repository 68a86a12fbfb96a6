package xmlconf

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of what entities expand to.
const (
	maxExpansion    = 5_000_000 // bytes in one file
	maxEntityNested = 100       // entities in one another
	elementCost     = 40        // bytes that an element in an entity counts for
)

// entity is one entity of the internal subset.
type entity struct {
	name     string
	text     []byte // its replacement text (4.5)
	external bool   // it is not in the file, so it is not read
	unparsed bool   // NDATA
	inside   bool   // its declaration stands in a parameter entity

	content, value checked // as content, and as part of an attribute value
	halves         halves  // of its content
	markup         bool    // its content has elements
	loop           bool    // that it refers to itself is told
}

// checked is what is known of an entity in one context.
type checked struct {
	state state
	size  int // bytes that it expands to
}

type state uint8

const (
	unchecked state = iota
	beingChecked
	sound
	broken
)

// entityValue makes the replacement text from the literal (4.5): character
// references and references to parameter entities are replaced, those to
// general entities stay.
func (d *subset) entityValue(e *entity, from, to int) bool {
	t := d.text[:to]
	ok := true
	for i := from; i < to; {
		switch c := t[i]; {
		case c == '\r':
			if i+1 < to && t[i+1] == '\n' {
				i++
			}
			i++
			e.text = append(e.text, '\n')
		case c == '%':
			end, text, found := d.inLiteral(i, to)
			ok = ok && found
			e.text = append(e.text, text...)
			i = end
		case c == '&' && i+1 < to && t[i+1] == '#':
			r, end, closed := characterReference(t, i)
			if !closed || r < 0 {
				d.problem(BadReference, i, end, "%s is no reference to a character that XML 1.0 allows", t[i:end])
				ok = false
			} else {
				e.text = utf8.AppendRune(e.text, r)
			}
			i = end
		case c == '&':
			end := name(t, i+1)
			if end == i+1 || end >= to || t[end] != ';' {
				d.problem(BadReference, i, end, "the reference %s is malformed: a & in the value of an entity is written &#38;", t[i:end])
				ok = false
			} else {
				end++
			}
			e.text = append(e.text, t[i:end]...)
			i = end
		default:
			e.text = append(e.text, c)
			i++
		}
	}
	return ok
}

// within is a scanner of the entity's replacement text, for the reference at [i, end).
func (s *scanner) within(e *entity, i, end int) *scanner {
	at := s.span(uint32(i), uint32(end))
	t := &tree{file: s.file, text: e.text, place: &placeholder{in: s.tree, parent: s.open, at: at, name: e.name}}
	return &scanner{tree: t, open: none, nested: s.nested + 1, muted: s.muted, spaces: s.spaces, outer: s.depth + s.outer}
}

// charge counts n bytes of replacement text, and reports when the file has
// too many.
func (s *scanner) charge(n, i, end int) bool {
	if s.file.expanded += n; s.file.expanded <= maxExpansion {
		return true
	}
	if !s.file.overrun {
		s.file.overrun = true
		s.problem(EntityLimit, i, end, "the entities of the file expand to more than %d MB, which is not read", maxExpansion/1_000_000)
	}
	return false
}

// lookup finds the general entity of the reference at [i, end), and reports
// when it must be declared and is not (WFC: Entity Declared), or is unparsed.
func (s *scanner) lookup(n string, i, end int) *entity {
	d := s.file.dtd
	var e *entity
	if d != nil {
		e = d.entities[n]
	}
	switch {
	case e == nil && (d == nil || !d.external && !d.references || s.file.standalone):
		s.problem(UndeclaredEntity, i, end, "the entity %s is not declared: XML itself has only lt, gt, amp, quot and apos", n)
	case e == nil:
	case e.inside && s.file.standalone && s.place == nil:
		s.problem(UndeclaredEntity, i, end, "the entity %s is declared in a parameter entity only, though the document is standalone", n)
	case e.unparsed:
		s.problem(ForbiddenEntity, i, end, "the entity %s is unparsed (NDATA), so only an attribute of type ENTITY may name it", n)
		return nil
	}
	return e
}

// enter tells whether the entity's text is to be read now. It reports entities
// that refer to themselves, or are nested too deep.
func (s *scanner) enter(e *entity, c *checked, i, end int) bool {
	switch {
	case c.state == beingChecked:
		s.recursion(e, i, end)
	case c.state == unchecked && s.nested >= maxEntityNested:
		c.state = broken
		s.problem(EntityLimit, i, end, "entities are nested deeper than %d", maxEntityNested)
	case c.state == unchecked:
		return true
	case c.state == sound:
		s.size += c.size
		s.chargeOuter(c.size, i, end)
	}
	return false
}

// recursion reports an entity that refers to itself, once.
func (s *scanner) recursion(e *entity, i, end int) {
	s.file.faults++ // told before or not, what refers to it is not sound
	if !e.loop {
		e.loop = true
		s.problem(EntityRecursion, i, end, "the entity %s refers to itself", e.name)
	}
}

// chargeOuter charges an expansion where the file itself refers to it.
func (s *scanner) chargeOuter(n, i, end int) {
	if s.place == nil || s.size > maxExpansion {
		s.charge(n, i, end)
	}
}

// expand checks the reference to a general entity at [i, end) of content, whose
// token is the last one, and lays a tree over its replacement text when that
// has elements.
func (s *scanner) expand(i, end int) {
	e := s.lookup(string(s.text[i+1:end-1]), i, end)
	if e == nil || e.external {
		return
	}
	c := &e.content
	first := c.state == unchecked
	if c.state == broken {
		s.halves.refer(e)
	}
	if !s.enter(e, c, i, end) && (!e.markup || c.state != sound || s.file.overrun) {
		return
	}
	in := s.within(e, i, end)
	if first {
		c.state = beingChecked
	} else {
		in.muted = true
	}
	before := s.file.faults
	in.content()
	in.closeAll()
	in.token(len(in.text), unread)
	if first {
		e.halves = in.halves
		s.halves.refer(e)
		c.size = min(len(e.text)+in.size+elementCost*len(in.elements), maxExpansion+1)
		c.state = sound
		if s.file.faults > before {
			c.state = broken
		}
		e.markup = len(in.elements) > 0 || len(in.fragments) > 0
		s.size += c.size
		s.chargeOuter(c.size, i, end)
	}
	if e.markup {
		if s.fragments == nil {
			s.fragments = make(map[uint32]*tree)
		}
		s.fragments[uint32(len(s.starts)-1)] = in.tree
	}
}

// expandInValue checks the reference to a general entity in an attribute value.
func (s *scanner) expandInValue(n string, i, end int) {
	e := s.lookup(n, i, end)
	switch {
	case e == nil:
		return
	case e.external:
		s.problem(ForbiddenEntity, i, end, "the entity %s is external, so no attribute value may refer to it", n)
		return
	}
	c := &e.value
	if !s.enter(e, c, i, end) {
		return
	}
	c.state = beingChecked
	before := s.file.faults
	in := s.within(e, i, end)
	in.inValue()
	c.size = min(len(e.text)+in.size, maxExpansion+1)
	c.state = sound
	if s.file.faults > before {
		c.state = broken
	}
	s.size += c.size
	s.chargeOuter(c.size, i, end)
}

// inValue checks replacement text that is part of an attribute value.
func (s *scanner) inValue() {
	less := false
	for i := 0; i < len(s.text); {
		switch c := s.text[i]; {
		case c == '&':
			i, _ = s.reference(i, true)
		case c == '<':
			if !less {
				less = true
				s.problem(LessInValue, i, i+1, "the entity %s brings a < into an attribute value", s.place.name)
			}
			i++
		case class[c]&doubtful != 0:
			i = s.doubtful(i)
		default:
			i++
		}
	}
}

// decodeEntity writes what a reference to a general entity stands for, if that
// is known, and reports whether it is.
func (f *File) decodeEntity(b *strings.Builder, n string, value bool) bool {
	if f.dtd == nil || f.overrun {
		return false
	}
	e := f.dtd.entities[n]
	if e == nil || e.external {
		return false
	}
	if state := e.content.state; !value && state != sound || value && e.value.state != sound {
		return false
	}
	f.decode(b, e.text, value, true)
	return true
}

// where names the entity that a problem lies in.
func (s *scanner) where() string {
	if s.place == nil {
		return ""
	}
	return fmt.Sprintf(" (in the replacement text of the entity %s)", s.place.name)
}
