package xmlconf

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"sync"

	"github.com/beevik/etree"

	"cfgtool/parsers"
)

// Limits of what is read.
const (
	maxDepth    = 10_000         // elements in one another
	maxSize     = math.MaxUint32 // bytes of text
	maxProblems = 100            // of one file; the last one tells how many more there are
)

// File is a parsed XML file.
type File struct {
	src      *parsers.Source
	tree     tree
	problems []parsers.Problem
	dropped  int
	faults   int // problems found so far, told or not

	dtd        *dtd // nil without a document type declaration
	standalone bool // the XML declaration says standalone="yes"
	expanded   int  // bytes of replacement text so far
	overrun    bool // that was more than the limit

	query   sync.Once
	view    *etree.Document
	element map[*etree.Element]*Element
}

// Parse reads the text of src. It never fails; see Problems. Of a file whose
// encoding is not known, that is the only problem reported.
func Parse(src *parsers.Source) *File {
	f := &File{src: src}
	f.tree.file, f.tree.text = f, src.Text()
	f.problems = append(f.problems, src.Problems()...)
	_, known := parsers.CharsetNamed(string(src.Charset()))
	s := scanner{tree: &f.tree, open: none, spaces: &spaces{}, muted: !known}
	if len(f.tree.text) >= maxSize {
		s.problem(SizeLimit, 0, 0, "the file has 4 GiB or more, which is not read")
		f.tree.text = nil
	}
	s.document()
	if f.dropped > 0 {
		f.problems[len(f.problems)-1].Message += fmt.Sprintf(" (and %d more problems)", f.dropped)
	}
	slices.SortStableFunc(f.problems, func(a, b parsers.Problem) int { return a.Span.Start - b.Span.Start })
	return f
}

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.src }

// Problems are undecodable bytes, what XML 1.0 does not allow, and, as
// warnings, what Namespaces in XML 1.0 does not allow.
func (f *File) Problems() []parsers.Problem { return f.problems }

// Root is the document's root element, or nil when there is none. Of several,
// which is a problem, it is the first.
func (f *File) Root() *Element {
	if len(f.tree.elements) == 0 {
		return nil
	}
	return &f.tree.elements[0]
}

// Elements yields the root and all elements in it, in source order, with those
// that entities bring.
func (f *File) Elements() iter.Seq[*Element] {
	return func(yield func(*Element) bool) {
		root := f.Root()
		switch {
		case root == nil:
		case f.tree.fragments != nil:
			root.all(yield)
		default:
			for i := range root.after {
				if !yield(&f.tree.elements[i]) {
					return
				}
			}
		}
	}
}

// all yields the element and those in it.
func (e *Element) all(yield func(*Element) bool) bool {
	if !yield(e) {
		return false
	}
	for c := range e.Children() {
		if !c.all(yield) {
			return false
		}
	}
	return true
}

// Comments are the comments with their markers.
func (f *File) Comments() []parsers.Span { return slices.Collect(f.comments()) }

func (f *File) comments() iter.Seq[parsers.Span] {
	return func(yield func(parsers.Span) bool) {
		for i, k := range f.tree.kinds {
			switch k {
			case comment:
				if !yield(f.tree.tokenSpan(uint32(i))) {
					return
				}
			case doctype:
				for kind, span := range f.parts(f.tree.tokenSpan(uint32(i))) {
					if kind == commentPart && !yield(span) {
						return
					}
				}
			}
		}
	}
}

func (f *File) report(p parsers.Problem) {
	if len(f.problems) >= maxProblems {
		f.dropped++
		return
	}
	f.problems = append(f.problems, p)
}
