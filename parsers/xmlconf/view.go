package xmlconf

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// Tree is the document as etree has it, built from this file's own tokens on
// the first call. It is for queries only and must not be changed. Entities'
// elements are in it. The document type declaration is not.
func (f *File) Tree() *etree.Document {
	f.query.Do(f.build)
	return f.view
}

// Find is the elements that an etree path, such as "//node[@id='1']/port",
// selects, in etree's order.
func (f *File) Find(etreePath string) ([]*Element, error) {
	path, err := etree.CompilePath(etreePath)
	if err != nil {
		return nil, fmt.Errorf("%q is no path of elements: %w", etreePath, err)
	}
	var found []*Element
	for _, e := range f.Tree().FindElementsPath(path) {
		if own := f.element[e]; own != nil {
			found = append(found, own)
		}
	}
	return found, nil
}

// build makes the etree document.
func (f *File) build() {
	f.view = etree.NewDocument()
	f.element = make(map[*etree.Element]*Element, len(f.tree.elements))
	f.fill(&f.view.Element, &f.tree)
}

// fill adds the content of a tree to an element.
func (f *File) fill(parent *etree.Element, t *tree) {
	id := 0
	var open []*Element
	for i := range len(t.starts) - 1 {
		for n := len(open); n > 0 && uint32(i) >= open[n-1].close && !open[n-1].tagged(); n-- {
			open, parent = open[:n-1], parent.Parent() // its end tag is missing
		}
		written := t.text[t.starts[i]:t.starts[i+1]]
		switch t.kinds[i] {
		case startTag, emptyTag:
			e := &t.elements[id]
			id++
			child := parent.CreateElement(e.Name())
			f.element[child] = e
			for _, a := range e.Attrs() {
				child.CreateAttr(a.Name, a.Value)
			}
			if !e.empty() {
				open, parent = append(open, e), child
			}
		case endTag:
			if n := len(open); n > 0 && open[n-1].close == uint32(i) {
				open, parent = open[:n-1], parent.Parent()
			}
		case text:
			if parent != &f.view.Element {
				parent.CreateText(f.decodeIn(t, written))
			}
		case reference:
			if in := t.fragments[uint32(i)]; in != nil {
				f.fill(parent, in)
			} else {
				parent.CreateText(f.decodeText(written))
			}
		case cdata:
			if parent != &f.view.Element {
				parent.CreateCData(sectionText(written))
			}
		case comment:
			parent.CreateComment(strings.TrimSuffix(strings.TrimPrefix(string(written), "<!--"), "-->"))
		case instruction:
			target := name(written, 2)
			parent.CreateProcInst(string(written[2:target]), strings.TrimSpace(strings.TrimSuffix(string(written[target:]), "?>")))
		}
	}
}
