package xmlconf

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"cfgtool/parsers"
)

// none is the parent of the root element.
const none = -1

// scanner lays a tree over a text.
type scanner struct {
	*tree
	pos      int
	open     int32 // the element that is open, or none
	depth    int   // how many elements are open
	rootSeen bool
	declared bool    // there is an encoding declaration
	cut      bool    // markup that is not closed has swallowed the rest of the text
	lost     bool    // a tag that could not be read may have been that of the root element
	colons   bool    // an attribute of this start tag has a colon, or is xmlns
	noQuote  [2]bool // no " or ' follows
	spaces   *spaces // shared by the file and its entities
	halves   halves  // what the entities so far left open or closed

	// In the replacement text of an entity:
	nested int  // how many entities are around
	outer  int  // how many elements are open around it
	muted  bool // its problems are reported already
	size   int  // bytes that the references so far expand to
}

func (s *scanner) problem(code string, start, end int, format string, args ...any) {
	s.related(code, start, end, nil, format, args...)
}

// related reports a problem with its other end.
func (s *scanner) related(code string, start, end int, related []parsers.Related, format string, args ...any) {
	s.file.faults++
	if !s.muted {
		for i, arg := range args {
			if text, ok := arg.([]byte); ok {
				args[i] = shortened(text)
			} else if text, ok := arg.(string); ok {
				args[i] = shortened([]byte(text))
			}
		}
		s.file.report(parsers.Problem{Rule: code, Severity: severity(code), Span: s.span(uint32(start), uint32(end)),
			Message: fmt.Sprintf(format, args...) + s.where(), Related: related})
	}
}

// quoted is how many bytes of a name a message quotes at most.
const quoted = 100

// shortened is a name, or what should be one, as messages quote it.
func shortened(name []byte) string {
	if len(name) <= quoted {
		return string(name)
	}
	end := quoted
	for end > quoted-utf8.UTFMax && !utf8.RuneStart(name[end]) {
		end--
	}
	return string(name[:end]) + "…"
}

func (s *scanner) also(start, end int, message string) []parsers.Related {
	return []parsers.Related{{Span: s.span(uint32(start), uint32(end)), Message: message}}
}

// token appends the token that starts at start.
func (s *scanner) token(start int, k kind) {
	s.starts, s.kinds = append(s.starts, uint32(start)), append(s.kinds, k)
}

// document reads production 1: prolog element Misc*.
func (s *scanner) document() {
	s.reserve()
	if bytes.HasPrefix(s.text, []byte("\uFEFF")) {
		s.token(0, byteOrderMark)
		s.pos = 3
	}
	if rest := s.text[s.pos:]; bytes.HasPrefix(rest, []byte("<?xml")) && len(rest) > 5 && (class[rest[5]]&whiteByte != 0 || rest[5] == '?') {
		s.xmlDeclaration()
	}
	s.undeclared()
	s.content()
	s.closeAll()
	s.token(len(s.text), unread)
	if !s.rootSeen && !s.cut && !s.lost {
		n := len(s.text)
		s.problem(NoRoot, n, n, "the document has no root element")
	}
}

// reserve makes room for as many tokens as the text is likely to have: each
// tag with the text behind it, one "/" for each element, one "=" for each attribute.
func (s *scanner) reserve() {
	tags := bytes.Count(s.text, []byte("<"))
	s.starts = make([]uint32, 0, 2*tags+4)
	s.kinds = make([]kind, 0, 2*tags+4)
	s.elements = make([]Element, 0, min(tags, bytes.Count(s.text, []byte("/")))+1)
	s.attrs = make([]attr, 0, min(tags, bytes.Count(s.text, []byte("=")))+1)
}

// content reads to the end of the text.
func (s *scanner) content() {
	for s.pos < len(s.text) {
		if s.text[s.pos] != '<' {
			s.characters()
			continue
		}
		var next byte
		if s.pos+1 < len(s.text) {
			next = s.text[s.pos+1]
		}
		switch next {
		case '/':
			s.endTag()
		case '!':
			s.bang()
		case '?':
			s.instruction()
		default:
			if !s.startTag() {
				return
			}
		}
	}
}

// bang reads what starts with "<!".
func (s *scanner) bang() {
	rest := s.text[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.token(s.pos, comment)
		s.pos = s.comment(s.pos)
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		s.section()
	case bytes.HasPrefix(rest, []byte("<!DOCTYPE")):
		s.doctype()
	default:
		s.junk(2, TagSyntax, "<! starts a comment, a CDATA section or the document type declaration, but none of them follows")
	}
}

// junk takes a "<" that starts no markup, and what follows it up to the next
// "<", as unread.
func (s *scanner) junk(n int, code, format string, args ...any) {
	s.problem(code, s.pos, min(s.pos+n, len(s.text)), format, args...)
	s.lost = s.lost || s.open == none
	s.token(s.pos, unread)
	s.pos++
	for s.pos < len(s.text) && s.text[s.pos] != '<' {
		s.pos++
	}
}

// characters reads character data up to the next "<".
func (s *scanner) characters() {
	t, i := s.text, s.pos
	start := i
	if s.open == none && s.place == nil {
		s.outside()
		return
	}
	for {
		for i < len(t) && class[t[i]]&textStop == 0 {
			i++
		}
		if i >= len(t) || t[i] == '<' {
			break
		}
		switch t[i] {
		case ']':
			if i+2 < len(t) && t[i+1] == ']' && t[i+2] == '>' {
				s.problem(SectionEndInText, i, i+3, "]]> may not stand in text: write ]]&gt;")
				i += 2
			}
			i++
		case '&':
			end, general := s.reference(i, false)
			if general {
				if i > start {
					s.token(start, text)
				}
				s.token(i, reference)
				s.expand(i, end)
				start = end
			}
			i = end
		default:
			i = s.doubtful(i)
		}
	}
	if i > start {
		s.token(start, text)
	}
	s.pos = i
}

// outside reads what stands between the markup before and behind the root
// element, where there may only be white space.
func (s *scanner) outside() {
	start := s.pos
	i := white(s.text, start)
	for s.pos = i; s.pos < len(s.text) && s.text[s.pos] != '<'; s.pos++ {
	}
	if i > start {
		s.token(start, text)
	}
	if s.pos > i {
		s.token(i, unread)
		end := s.pos
		for end > i && class[s.text[end-1]]&whiteByte != 0 {
			end--
		}
		where := "before"
		if s.rootSeen {
			where = "behind"
		}
		s.problem(OutsideRoot, i, end, "there is text %s the root element, where only comments and processing instructions may stand", where)
	}
}

// doubtful steps over the character at i and reports it when it is none.
func (s *scanner) doubtful(i int) int {
	if n := badChar(s.text, i); n > 0 {
		s.badCharacter(i, n)
		return i + n
	}
	return i + 1
}

func (s *scanner) badCharacter(i, n int) {
	r := []rune(string(s.text[i : i+n]))[0]
	s.problem(BadCharacter, i, i+n, "U+%04X is no character that XML 1.0 allows: take it away", r)
}

// find is the offset of the first end, which starts with stop, from i on, or
// -1. It reports the characters on the way that XML does not allow.
func (s *scanner) find(i int, end string) int {
	t, stop := s.text, end[0]
	for i < len(t) {
		c := t[i]
		if c == stop && i+len(end) <= len(t) && string(t[i:i+len(end)]) == end {
			return i
		}
		if class[c]&doubtful != 0 {
			i = s.doubtful(i)
		} else {
			i++
		}
	}
	return -1
}

// comment is the offset behind the comment (production 15) at start.
func (s *scanner) comment(start int) int {
	i := start + 4
	for {
		at := s.find(i, "--")
		switch {
		case at < 0:
			s.problem(CommentSyntax, start, start+4, "the comment is not closed: there is no --> behind it")
			s.cut = true
			return len(s.text)
		case at+2 < len(s.text) && s.text[at+2] == '>':
			return at + 3
		}
		s.related(CommentSyntax, at, at+2, s.also(start, start+4, "the comment starts here"), "-- may not stand in a comment")
		for i = at + 2; i < len(s.text) && s.text[i] == '-'; i++ { // more dashes are the same problem
		}
		if i < len(s.text) && s.text[i] == '>' {
			return i + 1
		}
	}
}

// section reads a CDATA section (productions 18 to 21).
func (s *scanner) section() {
	start := s.pos
	s.token(start, cdata)
	if s.open == none && s.place == nil {
		s.problem(OutsideRoot, start, start+9, "a CDATA section may only stand in an element")
	}
	end := s.find(start+9, "]]>")
	if end < 0 {
		s.problem(SectionSyntax, start, start+9, "the CDATA section is not closed: there is no ]]> behind it")
		s.cut = true
		s.pos = len(s.text)
		return
	}
	s.pos = end + 3
}

// instruction reads a processing instruction (productions 16 and 17).
func (s *scanner) instruction() {
	s.token(s.pos, instruction)
	s.pos = s.processing(s.pos)
}

// processing is the offset behind the processing instruction at start.
func (s *scanner) processing(start int) int {
	i := name(s.text, start+2)
	target := string(s.text[start+2 : i])
	switch {
	case target == "":
		s.problem(InstructionSyntax, start, start+2, "a processing instruction starts with <? and a name")
	case target == "xml":
		s.problem(DeclarationSyntax, start, i, "the XML declaration must be the very first of the file, without even white space before it")
	case len(target) == 3 && bytes.EqualFold(s.text[start+2:i], []byte("xml")):
		s.problem(InstructionSyntax, start+2, i, "the name %s of a processing instruction is reserved", target)
	case i < len(s.text) && class[s.text[i]]&whiteByte == 0 && !bytes.HasPrefix(s.text[i:], []byte("?>")):
		s.problem(InstructionSyntax, start+2, i, "white space must follow the name of a processing instruction")
	}
	s.noColon(start+2, i)
	end := s.find(i, "?>")
	if end < 0 {
		s.problem(InstructionSyntax, start, i, "the processing instruction is not closed: there is no ?> behind it")
		s.cut = true
		return len(s.text)
	}
	return end + 2
}
