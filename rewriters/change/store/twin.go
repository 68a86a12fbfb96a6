package store

import (
	"bytes"
	"fmt"
	"os"
)

// identity is what all names of a file (hard links) have in common.
type identity struct{ device, inode uint64 }

// twinAmong finds the target that is the same file under another name.
func (t *target) twinAmong(known map[identity]*target) *target {
	info, err := os.Stat(t.real)
	if err != nil {
		return nil
	}
	return known[identify(info)]
}

// join makes a target one with another that is the same file: what is written to one is
// written to both, so the two must become the same.
func (t *target) join(other *target) error {
	switch {
	case !bytes.Equal(t.Before, other.Before):
		return changed(t.path)
	case untouched(t.path, t.Found, other.metadata) != nil:
		return untouched(t.path, t.Found, other.metadata)
	case !other.inPlace: // it would be replaced under one of its names only
		return &Error{Path: t.path, What: "it is the same file as " + name(other.path) + ", which is mounted in one of the two places", Do: "name one of them"}
	case t.Kind == other.Kind && bytes.Equal(t.After, other.After) && sameMetadata(t.Metadata, other.Metadata):
		t.twin, t.metadata, t.inPlace = other, other.metadata, other.inPlace
		other.names = append(other.names, t)
		return nil
	}
	return &Error{Path: t.path, What: fmt.Sprintf("it is the same file as %s (hard links), and the two are to become different", name(other.path)), Do: ownFile}
}
