package store

import (
	"bytes"
	"errors"
	"fmt"
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
	result   string           // where what is written is, too; "" without an archive
	done     bool             // it is written
	inPlace  bool             // into the file itself, which is not replaced
	noted    bool             // and the ledger says so
	info     os.FileInfo      // of file
	twin     *target          // the same file under another name, which is written instead
	names    []*target        // those whose twin it is
	now      *change.Metadata // what the file has when it is written
}

// mostLocked is how many files of a plan stay locked, since each of them is open. The
// others are looked at again before they are written, as all are.
const mostLocked = 100

// targets are the files of a plan, in its order.
type targets []*target

// openTargets finds, locks and checks all files of a plan before any is
// written, and leaves out those that there is nothing to do to.
func (x *transaction) openTargets(plan *change.Plan, timeout time.Duration) (out targets, err error) {
	defer func() {
		if err != nil {
			out.close()
			out = nil
		}
	}()
	seen, known := make(map[string]string), make(map[identity]*target)
	var idle targets
	defer func() { idle.close() }()
	x.folders = make(map[string]bool)
	for _, f := range plan.Folders {
		x.folders[f.Path] = f.Was == nil && f.Metadata != nil
	}
	for _, c := range plan.Files {
		if c.Kind == change.Edit && bytes.Equal(c.Before, c.After) {
			continue
		}
		t := &target{FileChange: c}
		if err := t.find(x); err != nil {
			return out, err
		}
		if first, twice := seen[t.real]; twice {
			return out, &Error{Path: t.path, What: "the plan changes this file twice, as " + name(first) + " too", Do: "name each file once"}
		}
		seen[t.real] = t.path
		if c.Kind == change.Create {
			out = append(out, t)
			continue
		}
		if twin := t.twinAmong(known); twin != nil {
			if err := t.join(twin); err != nil {
				return out, err
			}
			if !t.idle() {
				out = append(out, t)
			}
			continue
		}
		if err := t.open(x, timeout); err != nil {
			return append(out, t), err
		}
		known[identify(t.info)] = t
		if len(out)+len(idle) >= mostLocked {
			t.release()
		}
		if t.idle() {
			idle = append(idle, t)
		} else {
			out = append(out, t)
		}
	}
	return out, nil
}

func (ts targets) close() {
	for _, t := range ts {
		t.release()
	}
}

// release closes the file. Of one that was replaced, that frees the room on the disk,
// which the next file may need, or this one when it is put back.
func (t *target) release() {
	if t.file != nil {
		t.file.Close()
		t.file = nil
	}
}

// find makes the path absolute and follows symbolic links. Where a file is to
// be created, there must be none, not even a link to nowhere.
func (t *target) find(x *transaction) error {
	var err error
	if t.path, err = change.Abs(t.Path); err != nil {
		return failed(t.Path, err)
	}
	if t.Kind != change.Create {
		t.real, err = follow(t.path)
		return err
	}
	if _, err := os.Lstat(t.path); err == nil {
		return exists(t.path)
	}
	if x.folders[filepath.Dir(t.path)] {
		t.real = t.path
		return nil
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
func (t *target) open(x *transaction, timeout time.Duration) error {
	for deadline := time.Now().Add(timeout); ; {
		f, err := openRegular(t.real, lockAccess)
		if err != nil {
			return err
		}
		t.file = f
		switch err := await(x.ctx, f, time.Until(deadline)); {
		case errors.Is(err, ErrInterrupted):
			return err
		case errors.Is(err, errBusy): // a file system without locks is no reason to stop
			return &Error{t.path, "another program has locked it", "run the command again when that one is done", ErrLocked}
		}
		held, err := f.Stat()
		if err != nil {
			return failed(t.path, err)
		}
		if now, err := os.Stat(t.real); err == nil && os.SameFile(now, held) {
			return t.check(x, held)
		}
		f.Close() // it was replaced while we waited for the lock
		if time.Now().After(deadline) {
			return changed(t.path)
		}
	}
}

// check compares the open file with what was planned on.
func (t *target) check(x *transaction, info fs.FileInfo) error {
	if n := names(info); n > 1 && (t.Found == nil || t.Found.Links != 1) {
		t.inPlace = x.inPlace && t.Kind != change.Remove
		if !t.inPlace {
			return &Error{Path: t.path, What: fmt.Sprintf("it has %d names (hard links), and replacing it would part them", n), Do: t.linkAdvice()}
		}
	}
	t.info = info
	same, err := equal(t.file, t.Before)
	if err != nil {
		return failed(t.path, err)
	}
	if !same {
		return changed(t.path)
	}
	if t.metadata, err = metadata(t.path, t.file); err != nil {
		return err
	}
	if err := untouched(t.path, t.Found, t.metadata); err != nil {
		return err
	}
	return frozen(t.path, t.file)
}

// idle reports whether the file is already what it is to become.
func (t *target) idle() bool {
	return t.Kind == change.Restore && bytes.Equal(t.Before, t.After) &&
		(t.Metadata == nil || sameMetadata(t.metadata, t.Metadata))
}

// linkAdvice is what to do about a file with several names.
func (t *target) linkAdvice() string {
	if t.Kind == change.Remove {
		return ownFile
	}
	return "--in-place writes into it, so under all its names; or " + ownFile
}

// ownFile is how to part a file from its other names.
const ownFile = "make this one a file of its own (find -samefile lists them; cp -p to a new name, mv back), and run the command again"

// gets is the metadata that the file is to have; nil where a new one gets what is usual.
func (t *target) gets() *change.Metadata {
	if t.Metadata != nil {
		return t.Metadata
	}
	return t.metadata
}

// write does what the plan says, and notes it.
func (t *target) write(x *transaction) (err error) {
	var now *change.Metadata
	switch {
	case t.twin != nil:
		now = t.twin.now
	case t.Kind == change.Create:
		now, t.done, err = x.create(t.real, t.After, t.Metadata)
	case t.Kind == change.Remove:
		t.done, err = x.erase(t.real, t.Before, t.metadata)
	case t.inPlace:
		now, err = t.overwrite(x, t.Before, t.After, t.metadata, t.gets())
	default:
		now, t.done, err = x.replace(t.real, t.Before, t.After, t.metadata, t.gets())
		switch {
		case t.done || !pinned(err) && !t.withheld(err):
		case x.inPlace:
			t.inPlace = true
			now, err = t.overwrite(x, t.Before, t.After, t.metadata, t.gets())
		case pinned(err):
			err = &Error{t.path, "it is a mount of its own, as in a container, and cannot be replaced", "--in-place writes into it", err}
		default:
			var e *Error
			if errors.As(err, &e) {
				e.Do += "; --in-place writes into it, which needs no other right than to write it"
			}
		}
	}
	t.now = now
	if t.done && !t.inPlace {
		t.release()
	}
	if err == nil {
		err = x.note(replaced, t.written(t.After, now))
	}
	return as(t.path, t.real, err)
}

// pinned reports whether a file cannot be replaced since it is a mount.
func pinned(err error) bool { return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV) }

// withheld reports whether a file cannot be replaced since its folder or its owner are
// another's, but can be written to. What loses its setuid or setgid bit by that cannot.
func (t *target) withheld(err error) bool {
	if !errors.Is(err, fs.ErrPermission) || t.metadata == nil || t.metadata.Mode&(fs.ModeSetuid|fs.ModeSetgid) != 0 || t.Metadata != nil && !sameMetadata(t.metadata, t.Metadata) {
		return false
	}
	f, err := openRegular(t.real, os.O_RDWR)
	if err == nil {
		f.Close()
	}
	return err == nil
}

// revert undoes write, down to the time of modification, and notes it. What another
// program changed since, but for the content, stays. That it could not be noted is no
// error: the hashes tell as much.
func (t *target) revert(x *transaction) (err error) {
	var is *change.Metadata
	if t.Kind != change.Remove {
		if is, err = besides(t.real); err != nil {
			return as(t.path, t.real, err)
		}
	}
	from := t.now
	if from == nil { // a write in place that failed on its way
		from = t.gets()
	}
	back := t.metadata.Keeping(is, from)
	switch {
	case t.Kind == change.Create:
		_, err = x.erase(t.real, t.After, t.now)
	case t.Kind == change.Remove:
		_, _, err = x.create(t.real, t.Before, t.metadata)
	case t.inPlace:
		_, err = t.overwrite(x, nil, t.Before, is, back)
	default:
		if is != nil {
			is.Links = from.Links // one that has another name now would be parted from it
		}
		_, _, err = x.replace(t.real, t.After, t.Before, is, back)
	}
	if err == nil && t.metadata != nil {
		err = failed(t.path, x.setModTime(t.real, t.metadata.ModTime))
	}
	if err == nil {
		x.note(restored, t.written(t.Before, t.metadata))
	}
	return err
}

// written is what an event tells of the file.
func (t *target) written(content []byte, m *change.Metadata) *Written {
	w := &Written{Path: t.real, Hash: change.Hash(content)}
	if m != nil {
		w.Metadata = &change.Metadata{Mode: m.Mode, UID: m.UID, GID: m.GID, ModTime: m.ModTime}
	}
	return w
}

// as speaks of a file by the name that it was asked for.
func as(path, real string, err error) error {
	var e *Error
	if errors.As(err, &e) && e.Path == real {
		e.Path = path
	}
	return err
}
