package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"cfgtool/rewriters/change"
)

// Link is a symbolic link that a save found, or that a rollback makes, sets or removes.
type Link = change.Link

// says is what a symbolic link says, and "" where there is none.
func says(path string) (string, error) {
	text, err := os.Readlink(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return text, err
}

// relink makes, sets and removes symbolic links. It stops at one that is neither what
// it was nor what it is to be.
func (x *transaction) relink(links []Link) error {
	for _, l := range links {
		text, err := says(l.Path)
		switch {
		case err == nil && text == l.Text:
		case err == nil && text == l.Was:
			err = x.setLink(l.Path, l.Was, l.Text)
		default:
			err = &Error{l.Path, fmt.Sprintf("it is not the symbolic link to %q that it was", l.Was), "move it away, then run the command again", ErrChanged}
			if l.Was == "" {
				err = exists(l.Path)
			}
		}
		if err == nil {
			err = x.sweepLink(l.Path)
		}
		if err != nil {
			return failed(l.Path, err)
		}
	}
	return nil
}

// unlink undoes relink, where the symbolic links are still what that made of them.
func (x *transaction) unlink(links []Link) error {
	for _, l := range links {
		var err error
		if text, e := says(l.Path); e == nil && text == l.Text {
			err = x.setLink(l.Path, l.Text, l.Was)
		}
		if err == nil {
			err = x.sweepLink(l.Path)
		}
		if err != nil {
			return failed(l.Path, err)
		}
	}
	return nil
}

// setLink lets a symbolic link say something else, in one step; "" is no link.
func (x *transaction) setLink(path, from, to string) error {
	switch {
	case from == to:
		return nil
	case to == "":
		if err := x.remove(path); err != nil {
			return err
		}
	case from == "":
		if err := x.symlink(to, path); err != nil {
			return err
		}
	default:
		if err := x.sweepLink(path); err != nil {
			return err
		}
		temp := x.besideLink(path)
		if err := x.symlink(to, temp); err != nil {
			return err
		}
		exchanged, err := x.swap(temp, path)
		if err != nil {
			return errors.Join(err, x.discard(temp))
		}
		if out, err := says(temp); exchanged && (err != nil || out != from) {
			if _, err := x.swap(temp, path); err != nil {
				return &Error{path, "it was changed by another program meanwhile, and that version is now " + name(temp), "move the right one there", err}
			}
			return errors.Join(changed(path), x.discard(temp))
		}
		if exchanged {
			if err := x.discard(temp); err != nil {
				return err
			}
		}
	}
	return x.syncFolder(filepath.Dir(path))
}

// besideLink is the temporary name of a symbolic link.
func (x *transaction) besideLink(path string) string { return beside(path, x.id) + "link" }

// sweepLink removes the symbolic link that a process which died in setLink left beside
// another.
func (x *transaction) sweepLink(path string) error {
	temp := x.besideLink(path)
	if text, err := says(temp); err != nil || text == "" {
		return nil
	}
	return x.discard(temp)
}
