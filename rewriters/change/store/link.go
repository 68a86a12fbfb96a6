package store

import (
	"errors"
	"fmt"
	"os"

	"cfgtool/rewriters/change"
)

// Link is a symbolic link that a save found, or that a rollback makes anew.
type Link = change.Link

// missing reports whether the symbolic link that led to a file is gone; it refuses
// one that is something else now.
func missing(f File) (bool, error) {
	if f.Link == "" {
		return false, nil
	}
	text, err := os.Readlink(f.Path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return true, nil
	case err == nil && text == f.Link:
		return false, nil
	}
	return false, &Error{f.Path, fmt.Sprintf("it is no longer the symbolic link to %q that it was", f.Link), "move it away, then run the command again", ErrChanged}
}

// lost are the symbolic links that led to files of changes, and are gone.
func lost(known []Change, ids []string) []Link {
	var out []Link
	for _, id := range ids {
		i := index(known, id)
		if i < 0 {
			continue
		}
		for _, f := range known[i].Files {
			if gone, err := missing(f); gone && err == nil {
				out = append(out, Link{Path: f.Path, Text: f.Link})
			}
		}
	}
	return out
}

// relink makes the symbolic links that are not there, or none.
func (x *transaction) relink(links []Link) error {
	for i, l := range links {
		if text, err := os.Readlink(l.Path); err == nil && text == l.Text {
			continue
		}
		if err := x.symlink(l.Text, l.Path); err != nil {
			return errors.Join(failed(l.Path, err), x.unlink(links[:i]))
		}
	}
	return nil
}

// unlink removes symbolic links that still say what they were made to say.
func (x *transaction) unlink(links []Link) error {
	for _, l := range links {
		if text, err := os.Readlink(l.Path); err != nil || text != l.Text {
			continue
		}
		if err := x.remove(l.Path); err != nil {
			return failed(l.Path, err)
		}
	}
	return nil
}
