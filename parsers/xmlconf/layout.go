package xmlconf

import "bytes"

// lineStart is where the line of offset i starts.
func (f *File) lineStart(i int) int {
	return max(f.src.LineStart(i), f.src.Mark().End)
}

// indentOf is the white space at the start of the line of offset i, and whether
// nothing else stands before i on that line.
func (f *File) indentOf(i int) (indent string, alone bool) {
	start := f.lineStart(i)
	end := start
	for end < i && (f.tree.text[end] == ' ' || f.tree.text[end] == '\t') {
		end++
	}
	return string(f.tree.text[start:end]), end == i
}

// leads reports whether nothing but blanks stands before i on its line.
func (f *File) leads(i int) bool {
	t, mark := f.tree.text, f.src.Mark().End
	for i > mark && (t[i-1] == ' ' || t[i-1] == '\t') {
		i--
	}
	return i == mark || t[i-1] == '\n' || t[i-1] == '\r'
}

// eol is the length of the line end at i.
func (f *File) eol(i int) int {
	t := f.tree.text
	switch {
	case i >= len(t):
		return 0
	case t[i] == '\r' && i+1 < len(t) && t[i+1] == '\n':
		return 2
	case t[i] == '\n' || t[i] == '\r':
		return 1
	}
	return 0
}

// blanks is the offset of the first byte from i on that is no blank.
func (f *File) blanks(i int) int {
	t := f.tree.text
	for i < len(t) && (t[i] == ' ' || t[i] == '\t') {
		i++
	}
	return i
}

// eolAt is the line end in use around offset i: that of its line, or of the
// line before, or of most of the file.
func (f *File) eolAt(i int) string {
	t := f.tree.text
	if n := bytes.IndexAny(t[i:min(len(t), i+4096)], "\r\n"); n >= 0 {
		return string(t[i+n : i+n+f.eol(i+n)])
	}
	if start := f.lineStart(i); start > 0 && (t[start-1] == '\n' || t[start-1] == '\r') {
		if start > 1 && t[start-1] == '\n' && t[start-2] == '\r' {
			return "\r\n"
		}
		return string(t[start-1 : start])
	}
	return f.src.EOL()
}

// quoteNear is the quote that the elements around e use: the nearest sibling
// before it with attributes, else an element around it, else the file's first.
func (f *File) quoteNear(e *Element) byte {
	i := e.attrs
	if first, last := e.attrRange(); last > first {
		i = last
	}
	if i > 0 {
		if q := f.tree.quote(f.tree.attrs[i-1]); q != 0 {
			return q
		}
	}
	for _, a := range f.tree.attrs[min(int(i), len(f.tree.attrs)):] {
		if q := f.tree.quote(a); q != 0 {
			return q
		}
	}
	return '"'
}

// slashNear is how empty elements close near e: as the first of its siblings,
// or of the file's elements, that has no content.
func (f *File) slashNear(parent *Element) string {
	if parent != nil {
		for c := range parent.own() {
			if s, ok := f.slash(c); ok {
				return s
			}
		}
	}
	for i := range f.tree.elements[:min(len(f.tree.elements), 1000)] {
		if s, ok := f.slash(&f.tree.elements[i]); ok {
			return s
		}
	}
	return "/>"
}

func (f *File) slash(e *Element) (string, bool) {
	if !e.empty() {
		return "", e.tagged() && e.token+1 == e.close
	}
	if f.tree.text[e.tagEnd()-3] == ' ' {
		return " />", true
	}
	return "/>", true
}

// unit is by how much the content of e is indented further than e.
func (f *File) unit(e *Element) string {
	for p := e; p != nil; p = p.Parent() {
		outer, alone := f.indentOf(int(p.start()))
		if !alone {
			continue
		}
		for c := range p.own() {
			if !f.leads(int(c.start())) {
				continue
			}
			if inner, _ := f.indentOf(int(c.start())); len(inner) > len(outer) && inner[:len(outer)] == outer {
				return inner[len(outer):]
			}
		}
	}
	for i := range f.tree.elements[:min(len(f.tree.elements), 1000)] {
		c := &f.tree.elements[i]
		p := c.Parent()
		if p == nil {
			continue
		}
		outer, _ := f.indentOf(int(p.start()))
		if inner, alone := f.indentOf(int(c.start())); alone && len(inner) > len(outer) && inner[:len(outer)] == outer {
			return inner[len(outer):]
		}
	}
	return "  "
}
