package xmlconf

import (
	"bytes"

	"cfgtool/parsers"
)

// RemoveElement takes the element away with all in it. When it is alone on its
// lines, they go with it; comments on lines of their own stay. Else the blanks
// that separate it from an element before it on the line go with it.
func (f *File) RemoveElement(e *Element, why string) ([]parsers.Edit, error) {
	if err := f.editable(e); err != nil {
		return nil, err
	}
	if e.Parent() == nil {
		return nil, f.refuse(int(e.start()), "the root element <%s> cannot be removed: a document has one", e.Name())
	}
	start, end := int(e.start()), int(e.end())
	line := f.lineStart(start)
	if _, alone := f.indentOf(start); alone && line > 0 && f.inText(line) {
		if after := f.blanks(end); f.eol(after) > 0 {
			return []parsers.Edit{replace(line, after+f.eol(after), "", why)}, nil
		}
	}
	start -= len(f.gapBefore(start))
	kept, end := f.sectionEnd(start, end)
	return []parsers.Edit{replace(start, end, kept, why)}, nil
}

// sectionEnd tells whether "]]>", which may not stand in text, would arise
// where the text between start and end goes away. Then its ">" is to be escaped:
// the end of what is replaced moves behind it.
func (f *File) sectionEnd(start, end int) (kept string, newEnd int) {
	before, after := f.tree.text[:start], f.tree.text[end:]
	switch {
	case !f.inText(start):
	case bytes.HasSuffix(before, []byte("]]")) && bytes.HasPrefix(after, []byte(">")):
		return "&gt;", end + 1
	case bytes.HasSuffix(before, []byte("]")) && bytes.HasPrefix(after, []byte("]>")):
		return "]&gt;", end + 2
	}
	return "", end
}
