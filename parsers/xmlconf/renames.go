package xmlconf

import (
	"sort"

	"cfgtool/parsers"
)

// Renames is the element whose name in the start tag an edit changes: the
// paths of all values in it change with that. See parsers.Renamer.
func (f *File) Renames(edit parsers.Span) (scope parsers.Span, ok bool) {
	all := f.tree.elements
	i := sort.Search(len(all), func(i int) bool { return int(all[i].start()) > edit.Start }) - 1
	if i < 0 {
		return parsers.Span{}, false
	}
	e := &all[i]
	name := f.tree.span(e.start()+1, e.nameEnd())
	return e.Span(), edit.Overlaps(name)
}
