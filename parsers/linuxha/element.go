package linuxha

import (
	"fmt"

	"cfgtool/parsers/xmlconf"
)

// named are the elements of that name in f, in source order, at any depth.
func named(f *xmlconf.File, name string) []*xmlconf.Element {
	var found []*xmlconf.Element
	for e := range f.Elements() {
		if e.Named(name) {
			found = append(found, e)
		}
	}
	return found
}

// PlaceError says why an element cannot be told, and where.
type PlaceError struct {
	Place  int // offset into the text, or -1 for the file as a whole
	Reason string
}

func (e *PlaceError) Error() string { return e.Reason }

// only is the one element of that name. None and several are a *PlaceError.
func only(f *xmlconf.File, name, hint string) (*xmlconf.Element, error) {
	root := f.Root()
	if root == nil {
		return nil, &PlaceError{-1, "there is no root element"}
	}
	found := named(f, name)
	switch len(found) {
	case 0:
		return nil, &PlaceError{root.Start().Start, fmt.Sprintf("<%s> has no <%s> in it%s", root.Name(), name, hint)}
	case 1:
		return found[0], nil
	}
	return nil, &PlaceError{found[1].Start().Start,
		fmt.Sprintf("there is a second <%s>; the first is at %v, and which one is meant cannot be told; take one of them out", name, f.Source().Position(found[0].Start().Start))}
}
