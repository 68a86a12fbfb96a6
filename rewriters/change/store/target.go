package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"cfgtool/rewriters/change"
)

// target is a file that a plan changes: found behind its links, locked, checked.
type target struct {
	*change.FileChange
	path     string           // as it was asked for, absolute
	real     string           // behind symbolic links
	file     *os.File         // open, which keeps the lock; nil where there is none
	metadata *change.Metadata // what the file has now; nil where there is none
	archived string           // where its original is; "" without an archive
	done     bool             // it is written
}

// targets are the files of a plan, in its order.
type targets []*target

// openTargets finds, locks and checks all files of a plan before any is
// written, and leaves out those that there is nothing to do to.
func openTargets(plan *change.Plan, timeout time.Duration) (out targets, err error) {
	defer func() {
		if err != nil {
			out.close()
			out = nil
		}
	}()
	seen := make(map[string]bool)
	for _, c := range plan.Files {
		if c.Kind == change.Edit && bytes.Equal(c.Before, c.After) {
			continue
		}
		t := &target{FileChange: c}
		if err := t.find(); err != nil {
			return out, err
		}
		if seen[t.real] {
			return out, &Error{Path: t.path, What: "the plan changes this file twice", Do: "name each file once"}
		}
		seen[t.real] = true
		out = append(out, t)
		if c.Kind == change.Create {
			continue
		}
		if err := t.open(timeout); err != nil {
			return out, err
		}
		if t.idle() {
			t.file.Close()
			out = out[:len(out)-1]
		}
	}
	return out, nil
}

func (ts targets) close() {
	for _, t := range ts {
		if t.file != nil {
			t.file.Close()
		}
	}
}

// find makes the path absolute and follows symbolic links. Where a file is to
// be created, there must be none, not even a link to nowhere.
func (t *target) find() error {
	var err error
	if t.path, err = filepath.Abs(t.Path); err != nil {
		return failed(t.Path, err)
	}
	if t.Kind != change.Create {
		t.real, err = follow(t.path)
		return err
	}
	if _, err := os.Lstat(t.path); err == nil {
		return exists(t.path)
	}
	folder, err := follow(filepath.Dir(t.path))
	if errors.Is(err, fs.ErrNotExist) {
		return &Error{t.path, "its folder does not exist", "make the folder first", err}
	}
	t.real = filepath.Join(folder, filepath.Base(t.path))
	return err
}

// follow resolves symbolic links.
func follow(path string) (string, error) {
	if _, err := os.Stat(path); err != nil {
		if link, e := os.Readlink(path); e == nil && errors.Is(err, fs.ErrNotExist) {
			return "", &Error{path, fmt.Sprintf("it is a symbolic link to %q, which does not exist", link), "", err}
		}
		if errors.Is(err, syscall.ELOOP) {
			return "", &Error{path, "its symbolic links lead in a circle", "mend the links", err}
		}
		return "", failed(path, err)
	}
	real, err := filepath.EvalSymlinks(path)
	return real, failed(path, err)
}

func exists(path string) error {
	return &Error{path, "it exists already", "edit it, or move it away first", fs.ErrExist}
}

// open locks the file and compares it with the plan.
func (t *target) open(timeout time.Duration) error {
	for deadline := time.Now().Add(timeout); ; {
		f, err := openRegular(t.real, lockAccess)
		if err != nil {
			return err
		}
		t.file = f
		if errors.Is(await(f, time.Until(deadline)), errBusy) { // a file system without locks is no reason to stop
			return &Error{t.path, "another program has locked it", "run the command again when that one is done", ErrLocked}
		}
		held, err := f.Stat()
		if err != nil {
			return failed(t.path, err)
		}
		if now, err := os.Stat(t.real); err == nil && os.SameFile(now, held) {
			return t.check(held)
		}
		f.Close() // it was replaced while we waited for the lock
		if time.Now().After(deadline) {
			return changed(t.path)
		}
	}
}

// check compares the open file with what was planned on.
func (t *target) check(info fs.FileInfo) error {
	if n := names(info); n > 1 {
		return &Error{Path: t.path, What: fmt.Sprintf("it has %d names (hard links), and replacing it would part them", n),
			Do: "find them with find -samefile, make this one a file of its own (cp -p to a new name, mv back), and run the command again"}
	}
	content, err := io.ReadAll(t.file)
	if err != nil {
		return failed(t.path, err)
	}
	if !bytes.Equal(content, t.Before) {
		return changed(t.path)
	}
	t.metadata, err = metadata(t.path, t.file)
	return err
}

// idle reports whether the file is already what it is to become.
func (t *target) idle() bool {
	return t.Kind == change.Restore && bytes.Equal(t.Before, t.After) &&
		(t.Metadata == nil || sameMetadata(t.metadata, t.Metadata))
}

// write does what the plan says.
func (t *target) write(d disk) (err error) {
	switch t.Kind {
	case change.Create:
		t.done, err = d.create(t.real, t.After, t.Metadata)
	case change.Remove:
		t.done, err = d.erase(t.real, t.Before)
	default:
		m := t.Metadata
		if m == nil {
			m = t.metadata
		}
		t.done, err = d.replace(t.real, t.Before, t.After, m)
	}
	return as(t.path, t.real, err)
}

// revert undoes write, down to the time of modification.
func (t *target) revert(d disk) (err error) {
	switch t.Kind {
	case change.Create:
		_, err = d.erase(t.real, t.After)
		return err
	case change.Remove:
		_, err = d.create(t.real, t.Before, t.metadata)
	default:
		_, err = d.replace(t.real, t.After, t.Before, t.metadata)
	}
	if err == nil {
		err = failed(t.path, os.Chtimes(t.real, time.Time{}, t.metadata.ModTime))
	}
	return err
}

// as speaks of a file by the name that it was asked for.
func as(path, real string, err error) error {
	var e *Error
	if errors.As(err, &e) && e.Path == real {
		e.Path = path
	}
	return err
}
