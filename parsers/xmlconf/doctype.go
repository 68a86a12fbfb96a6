package xmlconf

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// dtd is what the document type declaration states, as far as it is read: the
// internal subset, not the external one.
type dtd struct {
	entities     map[string]*entity // general entities, by their first declaration
	parameters   map[string]*entity
	tokenized    map[[2]string]bool            // attributes, by element and name, of a type other than CDATA
	declared     map[[2]string]bool            // attributes that have a declaration
	defaults     map[string][]attributeDefault // by element
	manyDefaults bool                          // some are not kept
	external     bool                          // there is an external subset
	references   bool                          // the internal subset has references to parameter entities
	unread       bool                          // one of them is to text that is not read, so what follows declares nothing
	parts        []part                        // of the declaration, in order
	literals     []literal                     // in order
}

// part is one piece of the document type declaration in the file.
type part struct {
	start uint32
	kind  string
}

const commentPart = "comment"

// doctype reads the document type declaration (production 28).
func (s *scanner) doctype() {
	start := s.pos
	s.token(start, doctype)
	switch {
	case s.file.dtd != nil:
		s.problem(DoctypeSyntax, start, start+9, "a second document type declaration: a document has at most one")
	case s.rootSeen || s.place != nil:
		s.problem(DoctypeSyntax, start, start+9, "the document type declaration must stand before the root element")
	}
	second := s.file.dtd != nil
	d := subset{scanner: s, i: start + 9, to: &dtd{}}
	if !second {
		s.file.dtd = d.to
	}
	d.part(start, "document type declaration")
	d.doctype(start)
	s.pos = d.i
	if second {
		s.file.dtd.parts = append(s.file.dtd.parts, d.to.parts...)
	}
}

// subset reads declarations: of the internal subset, or of the replacement text
// of a parameter entity. Its methods report what is wrong and return false.
type subset struct {
	*scanner
	to   *dtd
	i    int
	head bool // before the internal subset
	flat bool // the references in its declarations are replaced
}

func (d *subset) part(start int, kind string) {
	if d.place == nil {
		d.to.parts = append(d.to.parts, part{uint32(start), kind})
	}
}

// keep notes a literal that stands in the file.
func (d *subset) keep(name string, start, end int) {
	if d.place == nil {
		d.to.literals = append(d.to.literals, literal{name, d.span(uint32(start), uint32(end))})
	}
}

func (d *subset) doctype(start int) {
	d.head = true
	if !(d.space("<!DOCTYPE") && d.name("the root element") && d.externalSubset()) {
		for d.i < len(d.text) && d.text[d.i] != '[' && d.text[d.i] != '>' && d.text[d.i] != '<' {
			d.i++
		}
	}
	d.head = false
	d.i = white(d.text, d.i)
	if d.at("[") {
		open := d.i
		d.i++
		d.declarations()
		if !d.at("]") {
			d.related(DoctypeSyntax, start, start+9, d.also(open, open+1, "it starts here"), "the internal subset of the document type declaration is not closed: there is no ] behind it")
			d.cut = true
			return
		}
		d.part(d.i, "document type declaration")
		d.i = white(d.text, d.i+1)
	}
	if d.at(">") {
		d.i++
		return
	}
	d.problem(DoctypeSyntax, start, start+9, "the document type declaration is not closed: > must follow")
	for d.i < len(d.text) && d.text[d.i] != '<' {
		d.i++
		if d.text[d.i-1] == '>' {
			break
		}
	}
}

// externalSubset reads "S ExternalID" when it is there.
func (d *subset) externalSubset() bool {
	w := white(d.text, d.i)
	if w == d.i || w >= len(d.text) || d.text[w] == '[' || d.text[w] == '>' {
		return true
	}
	d.i = w
	if !d.externalID(false) {
		return false
	}
	d.to.external = true
	return true
}

func (d *subset) at(s string) bool { return bytes.HasPrefix(d.text[d.i:], []byte(s)) }

// wrong reports what stands at the place that is read.
func (d *subset) wrong(format string, args ...any) bool {
	end := d.i
	if end < len(d.text) {
		_, n := utf8.DecodeRune(d.text[end:])
		end += n
	}
	code := SubsetSyntax
	if d.head {
		code = DoctypeSyntax
	} else if end > d.i && d.text[d.i] == '%' && d.place == nil && referenceEnd(d.text, d.i) > 0 {
		end = referenceEnd(d.text, d.i)
		format, args = "the reference %s may not stand in a declaration of the internal subset", []any{d.text[d.i:end]}
	}
	d.problem(code, d.i, end, format, args...)
	return false
}

// space reads white space that must be there.
func (d *subset) space(after string) bool {
	if w := white(d.text, d.i); w > d.i {
		d.i = w
		return true
	}
	return d.wrong("white space is missing behind %s", after)
}

// take reads s when it is there.
func (d *subset) take(s string) bool {
	if d.at(s) {
		d.i += len(s)
		return true
	}
	return false
}

// expect reads s, which must be there.
func (d *subset) expect(s string) bool { return d.take(s) || d.wrong("%s is missing", s) }

// name reads a Name of what.
func (d *subset) name(what string) bool {
	end := name(d.text, d.i)
	if end == d.i {
		return d.wrong("the name of %s is missing", what)
	}
	d.i = end
	return true
}

// word reads a name and gives it.
func (d *subset) word(what string) (string, bool) {
	start := d.i
	ok := d.name(what)
	return string(d.text[start:d.i]), ok
}

// close reads "S? >".
func (d *subset) close() bool {
	d.i = white(d.text, d.i)
	return d.take(">") || d.wrong("the declaration is not closed: > must follow")
}

// declarations reads up to the "]" that ends the internal subset, or to the
// end of the text.
func (d *subset) declarations() {
	for d.i < len(d.text) {
		start := d.i
		switch {
		case class[d.text[d.i]]&whiteByte != 0:
			d.i = white(d.text, d.i)
			d.part(start, "white space")
		case d.text[d.i] == ']' && d.place == nil:
			return
		case d.text[d.i] == '%':
			d.part(start, "reference")
			d.parameterReference()
		case d.at("<!--"):
			d.part(start, commentPart)
			d.i = d.comment(start)
		case d.at("<?"):
			d.part(start, "processing instruction")
			d.i = d.processing(start)
		case d.at("<!["):
			d.part(start, "conditional section")
			d.conditional()
		case d.at("<!"):
			d.markup()
		default:
			d.part(start, "unknown")
			d.wrong("a declaration must start with <!, but this is none")
			d.lost = d.lost || d.text[d.i] == '<'
			for d.i++; d.i < len(d.text) && d.text[d.i] != ']' && d.text[d.i] != '%' && !d.at("<!") && !d.at("<?"); d.i++ {
			}
		}
	}
}

// markup reads one markup declaration.
func (d *subset) markup() {
	if d.place != nil && !d.flat && d.flattened() {
		return
	}
	start := d.i
	ok := false
	switch {
	case d.take("<!ELEMENT"):
		d.part(start, "element declaration")
		ok = d.space("<!ELEMENT") && d.name("the element") && d.space("the name") && d.contentSpec() && d.close()
	case d.take("<!ATTLIST"):
		d.part(start, "attribute-list declaration")
		ok = d.attributeList()
	case d.take("<!ENTITY"):
		d.part(start, "entity declaration")
		ok = d.entity()
	case d.take("<!NOTATION"):
		d.part(start, "notation declaration")
		ok = d.notation()
	default:
		d.part(start, "unknown")
		end := name(d.text, d.i+2)
		d.problem(SubsetSyntax, start, end, "%s is no declaration: there are <!ELEMENT, <!ATTLIST, <!ENTITY and <!NOTATION", d.text[start:end])
		d.i = end
	}
	if !ok {
		d.skip()
	}
}

// skip goes behind the ">" of a declaration that could not be read, or before
// the next declaration.
func (d *subset) skip() {
	for ; d.i < len(d.text); d.i++ {
		switch c := d.text[d.i]; {
		case c == '>':
			d.i++
			return
		case c == '<' && d.i+1 < len(d.text) && (d.text[d.i+1] == '!' || d.text[d.i+1] == '?'), c == ']':
			return
		case c == '<' && name(d.text, d.i+1) > d.i+1 && d.place == nil && bytes.IndexByte(d.text[d.i:], ']') < 0:
			return
		}
	}
}

// conditional reads a conditional section (productions 61 to 65), which only
// the replacement text of a parameter entity may hold.
func (d *subset) conditional() {
	start := d.i
	if d.place == nil {
		d.wrong("a conditional section may not stand in the internal subset")
		if n := bytes.Index(d.text[start:], []byte("]]>")); n >= 0 {
			d.i = start + n + 3
		} else {
			d.i += 3
		}
		return
	}
	d.i = white(d.text, d.i+3)
	ignored := d.take("IGNORE")
	if !ignored && !d.take("INCLUDE") {
		d.wrong("a conditional section is INCLUDE or IGNORE")
		d.skip()
		return
	}
	d.i = white(d.text, d.i)
	if !d.expect("[") {
		d.skip()
		return
	}
	body := d.i
	for depth := 1; depth > 0; {
		switch {
		case d.i >= len(d.text):
			d.problem(SubsetSyntax, start, body, "the conditional section is not closed: there is no ]]> behind it")
			return
		case d.take("<!["):
			depth++
		case d.take("]]>"):
			depth--
		default:
			d.i++
		}
	}
	if !ignored {
		inside := subset{scanner: &scanner{tree: &tree{file: d.file, text: d.text[body : d.i-3], place: d.place}, open: none, nested: d.nested}, to: d.to}
		inside.declarations()
	}
}

// literal reads a quoted string and gives where its inside stands.
func (d *subset) literal(what string) (start, end int, ok bool) {
	if !d.at(`"`) && !d.at("'") {
		return 0, 0, d.wrong("%s must stand in quotes", what)
	}
	n := bytes.IndexByte(d.text[d.i+1:], d.text[d.i])
	if n < 0 {
		return 0, 0, d.wrong("the quote of %s is not closed", what)
	}
	start, end = d.i+1, d.i+1+n
	for i := start; i < end; {
		if class[d.text[i]]&doubtful != 0 {
			i = d.doubtful(i)
		} else {
			i++
		}
	}
	d.i = end + 1
	return start, end, true
}

// externalID reads production 75; where public, a notation's PublicID (83), too.
func (d *subset) externalID(public bool) bool {
	switch {
	case d.take("SYSTEM"):
		if !d.space("SYSTEM") {
			return false
		}
	case d.take("PUBLIC"):
		if !d.space("PUBLIC") {
			return false
		}
		start, end, ok := d.literal("the public identifier")
		if !ok {
			return false
		}
		for i := start; i < end; i++ {
			if c := d.text[i]; !publicByte(c) {
				d.problem(SubsetSyntax, i, i+1, "%s may not stand in a public identifier", fmt.Sprintf("%q", c))
				return false
			}
		}
		w := white(d.text, d.i)
		if public && (w >= len(d.text) || d.text[w] == '>') {
			return true
		}
		if !d.space("the public identifier") {
			return false
		}
	default:
		return d.wrong("SYSTEM or PUBLIC must stand here")
	}
	_, _, ok := d.literal("the system identifier")
	return ok
}

// publicByte is production 13.
func publicByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte(" \r\n-'()+,./:=?;!*#@$_%"), c) >= 0
}
