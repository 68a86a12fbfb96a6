package xmlconf

import "bytes"

// contentSpec reads production 46.
func (d *subset) contentSpec() bool {
	if d.take("EMPTY") || d.take("ANY") {
		return true
	}
	if !d.at("(") {
		return d.wrong("the content of an element is EMPTY, ANY or a model in parentheses")
	}
	if w := white(d.text, d.i+1); bytes.HasPrefix(d.text[w:], []byte("#PCDATA")) {
		d.i = w + len("#PCDATA")
		return d.mixed()
	}
	return d.children()
}

// mixed reads what follows "(#PCDATA" (production 51).
func (d *subset) mixed() bool {
	names := 0
	for {
		d.i = white(d.text, d.i)
		if d.take(")") {
			if d.take("*") || names == 0 {
				return true
			}
			return d.wrong("a model with #PCDATA and elements must end in )*")
		}
		if !d.take("|") {
			return d.wrong("| or ) must follow in a model with #PCDATA")
		}
		d.i = white(d.text, d.i)
		if !d.name("an element in the model") {
			return false
		}
		names++
	}
}

// children reads a content model of elements (productions 47 to 50).
func (d *subset) children() bool {
	var separators []byte // of the groups that are open; 0 before the first separator
	for {
		// A content particle starts here.
		d.i = white(d.text, d.i)
		if d.take("(") {
			if len(separators) == maxDepth {
				return d.wrong("the content model is nested deeper than %d", maxDepth)
			}
			separators = append(separators, 0)
			continue
		}
		if !d.name("an element in the model") {
			return false
		}
		d.occurrence()
		for { // behind a content particle
			d.i = white(d.text, d.i)
			n := len(separators) - 1
			if d.take(")") {
				separators = separators[:n]
				d.occurrence()
				if n == 0 {
					return true
				}
				continue
			}
			if !d.at("|") && !d.at(",") {
				return d.wrong("| or , or ) must follow in the content model")
			}
			if c := d.text[d.i]; separators[n] == 0 {
				separators[n] = c
			} else if separators[n] != c {
				return d.wrong("one group of a content model has | or , but not both")
			}
			d.i++
			break
		}
	}
}

func (d *subset) occurrence() {
	if d.i < len(d.text) && bytes.IndexByte([]byte("?*+"), d.text[d.i]) >= 0 {
		d.i++
	}
}

var attributeTypes = []string{"CDATA", "IDREFS", "IDREF", "ID", "ENTITIES", "ENTITY", "NMTOKENS", "NMTOKEN"}

// attributeList reads what follows "<!ATTLIST" (productions 52 to 60).
func (d *subset) attributeList() bool {
	if !d.space("<!ATTLIST") {
		return false
	}
	element, ok := d.word("the element")
	if !ok {
		return false
	}
	for {
		before := d.i
		d.i = white(d.text, d.i)
		if d.take(">") {
			return true
		}
		if before == d.i {
			return d.wrong("white space or > must follow")
		}
		start := d.i
		attribute, ok := d.word("the attribute")
		if !ok || !d.space("the name") {
			return false
		}
		cdata := d.at("CDATA")
		if !d.attributeType() || !d.space("the type") {
			return false
		}
		from, to, ok := d.defaultValue(attribute)
		if !ok {
			return false
		}
		if d.declareAttribute(element, attribute, cdata) && from >= 0 {
			d.declareDefault(element, attribute, start, d.text[from:to])
		}
	}
}

// declareAttribute notes a declaration, and reports whether it counts: the
// first one does.
func (d *subset) declareAttribute(element, attribute string, cdata bool) bool {
	key := [2]string{element, attribute}
	if d.to.declared[key] || d.to.unread && !d.file.standalone {
		return false
	}
	if d.to.declared == nil {
		d.to.declared, d.to.tokenized = make(map[[2]string]bool), make(map[[2]string]bool)
	}
	d.to.declared[key] = true
	if !cdata {
		d.to.tokenized[key] = true
	}
	return true
}

// attributeType reads productions 54 to 59.
func (d *subset) attributeType() bool {
	for _, t := range attributeTypes {
		if d.take(t) {
			return true
		}
	}
	names := false
	if d.take("NOTATION") {
		if !d.space("NOTATION") {
			return false
		}
		names = true
	}
	if !d.take("(") {
		return d.wrong("the type of the attribute is missing: CDATA, NMTOKEN, ID, … or values in parentheses")
	}
	for {
		d.i = white(d.text, d.i)
		end := nmtoken(d.text, d.i)
		if names {
			end = name(d.text, d.i)
		}
		if end == d.i {
			return d.wrong("a value of the attribute is missing")
		}
		d.i = white(d.text, end)
		if d.take(")") {
			return true
		}
		if !d.take("|") {
			return d.wrong("| or ) must follow in a list of values")
		}
	}
}

// defaultValue reads production 60, and gives where the default stands, or -1
// for none.
func (d *subset) defaultValue(attribute string) (from, to int, ok bool) {
	if d.take("#REQUIRED") || d.take("#IMPLIED") {
		return -1, -1, true
	}
	if d.take("#FIXED") && !d.space("#FIXED") {
		return -1, -1, false
	}
	if !d.at(`"`) && !d.at("'") {
		return -1, -1, d.wrong("the default of the attribute is #REQUIRED, #IMPLIED, or a value in quotes")
	}
	from = d.i + 1
	to, closed := d.value(d.i, d.i)
	d.i = to
	d.keep(attribute, from, to)
	if closed {
		d.i++
	}
	return from, to, closed
}

// notation reads what follows "<!NOTATION" (production 82).
func (d *subset) notation() bool {
	if !d.space("<!NOTATION") {
		return false
	}
	start := d.i
	if !d.name("the notation") {
		return false
	}
	d.noColon(start, d.i)
	return d.space("the name") && d.externalID(true) && d.close()
}

// entity reads what follows "<!ENTITY" (productions 70 to 76).
func (d *subset) entity() bool {
	if !d.space("<!ENTITY") {
		return false
	}
	parameter := d.take("%")
	if parameter && !d.space("%") {
		return false
	}
	start := d.i
	n, ok := d.word("the entity")
	if !ok || !d.space("the name") {
		return false
	}
	d.noColon(start, start+len(n))
	e := &entity{name: n, inside: d.place != nil}
	if d.at(`"`) || d.at("'") {
		from, to, ok := d.literal("the value of the entity")
		if !ok {
			return false
		}
		d.keep(n, from, to)
		if !d.entityValue(e, from, to) {
			return false
		}
	} else {
		e.external = true
		if rest := d.text[d.i:]; !bytes.HasPrefix(rest, []byte("SYSTEM")) && !bytes.HasPrefix(rest, []byte("PUBLIC")) {
			return d.wrong("the value of an entity stands in quotes; without any, SYSTEM or PUBLIC must stand here")
		}
		if !d.externalID(false) {
			return false
		}
		if w := white(d.text, d.i); !parameter && bytes.HasPrefix(d.text[w:], []byte("NDATA")) {
			if !d.space("the identifier") || !d.take("NDATA") || !d.space("NDATA") || !d.name("the notation") {
				return false
			}
			e.unparsed = true
		}
	}
	if !d.close() {
		return false
	}
	d.declare(e, parameter)
	return true
}

// declare binds the entity, unless its name is bound, or text that was not
// read may have bound it (5.1).
func (d *subset) declare(e *entity, parameter bool) {
	if d.to.unread && !d.file.standalone {
		return
	}
	all := &d.to.entities
	if parameter {
		all = &d.to.parameters
	}
	if *all == nil {
		*all = make(map[string]*entity)
	}
	if (*all)[e.name] == nil {
		(*all)[e.name] = e
	}
}
