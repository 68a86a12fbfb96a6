package xmlconf

// inLiteral reads a reference to a parameter entity in the value of an entity.
// Only a declaration that came from a parameter entity may have one.
func (d *subset) inLiteral(i, to int) (end int, text []byte, ok bool) {
	end = name(d.text[:to], i+1)
	if end == i+1 || end >= to || d.text[end] != ';' {
		d.problem(BadReference, i, end, "a %% in the value of an entity is written &#37;")
		return end, nil, false
	}
	n := string(d.text[i+1 : end])
	if d.place == nil {
		d.problem(SubsetSyntax, i, end+1, "the reference %%%s; may not stand in a declaration of the internal subset", n)
		return end + 1, nil, false
	}
	if e := d.to.parameters[n]; e != nil && !e.external {
		text = e.text
	}
	return end + 1, text, d.charge(len(text), i, end+1)
}

// parameterReference reads a reference to a parameter entity between
// declarations, and the declarations that it stands for.
func (d *subset) parameterReference() {
	start := d.i
	end := name(d.text, start+1)
	if end == start+1 || end >= len(d.text) || d.text[end] != ';' {
		d.problem(BadReference, start, max(end, start+1), "a reference to a parameter entity is %%, a name and ;")
		d.i = max(end, start+1)
		return
	}
	d.i = end + 1
	n := string(d.text[start+1 : end])
	d.to.references = true
	e := d.to.parameters[n]
	switch {
	case e == nil:
		if d.file.standalone {
			d.problem(UndeclaredEntity, start, d.i, "the parameter entity %s is not declared", n)
		}
		d.to.unread = true
	case e.external:
		d.to.unread = true
	case e.content.state == beingChecked:
		d.recursion(e, start, d.i)
	case d.nested >= maxEntityNested:
		d.problem(EntityLimit, start, d.i, "parameter entities are nested deeper than %d", maxEntityNested)
	case d.charge(len(e.text), start, d.i):
		e.content.state = beingChecked
		in := subset{scanner: d.within(e, start, d.i), to: d.to}
		in.declarations()
		e.content.state = sound
	}
}

// flattened reads a declaration of a parameter entity's text that has
// references to other ones outside its literals, with each of them replaced, a
// space on either side (4.4.8). In the internal subset itself there may be none
// (WFC: PEs in Internal Subset).
func (d *subset) flattened() bool {
	start := d.i
	end, some := d.extent()
	if !some {
		return false
	}
	d.i = end
	before := d.file.faults
	flat := d.flatten(nil, d.text[start:end], start, end)
	if d.file.faults > before {
		return true
	}
	in := subset{scanner: d.within(&entity{name: d.tree.place.name, text: flat}, start, end), to: d.to, flat: true}
	in.markup()
	if d.file.faults == before && white(in.text, in.i) < len(in.text) {
		d.problem(SubsetSyntax, start, end, "a declaration must start and end in the same entity")
	}
	return true
}

// extent is where the declaration that is read ends, and whether it has
// references to parameter entities outside its literals. Of one that does not
// end in its own text that is not told.
func (d *subset) extent() (end int, some bool) {
	var quote byte
	for i := d.i + 1; i < len(d.text); i++ {
		switch c := d.text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '<':
			return i, false
		case c == '>':
			return i + 1, some
		case c == '%':
			some = some || referenceEnd(d.text, i) > 0
		}
	}
	return len(d.text), false
}

// referenceEnd is the offset behind the reference to a parameter entity at i,
// or 0 where there is none.
func referenceEnd(text []byte, i int) int {
	if end := name(text, i+1); end > i+1 && end < len(text) && text[end] == ';' {
		return end + 1
	}
	return 0
}

// flatten appends the text with its references replaced. One to text that is
// not known stands for nothing, as libxml2 takes it.
func (d *subset) flatten(to, text []byte, start, end int) []byte {
	var quote byte
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '%':
			behind := referenceEnd(text, i)
			if behind == 0 {
				break
			}
			e := d.to.parameters[string(text[i+1:behind-1])]
			i = behind - 1
			d.to.references = true
			switch {
			case e == nil || e.external:
				d.to.unread = true
			case e.content.state == beingChecked:
				d.recursion(e, start, end)
			case d.charge(len(e.text)+2, start, end):
				e.content.state = beingChecked
				to = append(to, ' ')
				to = append(d.flatten(to, e.text, start, end), ' ')
				e.content.state = sound
			}
			continue
		}
		to = append(to, c)
	}
	return to
}
