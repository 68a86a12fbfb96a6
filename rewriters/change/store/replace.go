package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"cfgtool/rewriters/change"
)

// replace puts new content and metadata in the place of a file that holds old, and had
// something besides. It tells whether the file is replaced; an error can come after
// that. Before that it leaves the file, and always no temporary one.
func (x *transaction) replace(path string, old, new []byte, had, m *change.Metadata) (now *change.Metadata, done bool, err error) {
	defer x.leave()
	temp, now, ours, err := x.temporary(path, new, m)
	if err != nil {
		return nil, false, err
	}
	if err := x.holds(path, old, had); err != nil {
		return nil, false, errors.Join(err, x.discard(temp))
	}
	exchanged, err := x.swap(temp, path)
	if err != nil {
		return nil, false, errors.Join(failed(path, err), x.discard(temp))
	}
	if exchanged {
		if err := x.holds(temp, old, had); err != nil {
			stays, back := x.putBack(temp, path, ours, now)
			if back != nil {
				err = back
			}
			return now, stays, err
		}
		if err := x.discard(temp); err != nil {
			return now, true, failed(path, err)
		}
	}
	return now, true, failed(path, x.syncFolder(filepath.Dir(path)))
}

// putBack undoes an exchange; stays tells that it could not. What comes out must be our
// own file, which had something besides its bytes; if another program has replaced even
// that, its file stays beside and is named, and if it has only given it other metadata,
// the file that is put back gets them.
func (x *transaction) putBack(temp, path string, ours fs.FileInfo, had *change.Metadata) (stays bool, err error) {
	if _, err := x.swap(temp, path); err != nil {
		if x.room != nil && errors.Is(err, fs.ErrNotExist) {
			is, lost := x.room.Lstat(filepath.Base(path))
			if lost == nil && os.SameFile(is, ours) && x.room.Rename(filepath.Base(temp), filepath.Base(path)) == nil {
				return false, &Error{path, "its folder was moved meanwhile; the file in it is as it was", "run the command again with the new name", ErrChanged}
			}
		}
		return true, &Error{path, "it was changed by another program meanwhile, and that version is now in " + name(x.where(temp)) + ": " + reason(err), "compare the two and move the right one there", err}
	}
	out, err := os.Lstat(temp)
	if err == nil && !os.SameFile(out, ours) {
		return false, &Error{path, "another program changes it again and again; one version of it is now in " + name(temp), "compare the two, and stop that program first", ErrChanged}
	}
	if has, err := besides(temp); err == nil && len(had.Differences(has)) > 0 {
		if err := x.handOn(path, has, had); err != nil {
			return false, errors.Join(err, x.discard(temp))
		}
	}
	return false, x.discard(temp)
}

// handOn gives a file what another program gave the one that was in its place for a
// moment, and had something else before that.
func (x *transaction) handOn(path string, has, had *change.Metadata) error {
	f, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	is, err := metadata(path, f)
	if err != nil {
		return err
	}
	if err := x.settle(path, f, is, is.Keeping(has, had)); err != nil {
		return err
	}
	if has.Links != had.Links {
		return &Error{path, "another program gave what was to be written there another name (hard link) meanwhile", "remove that name, or write it anew", ErrChanged}
	}
	return nil
}

// create makes a file that does not exist. Without metadata it is 0644, less
// what the umask or the folder's default ACL takes away.
func (x *transaction) create(path string, content []byte, m *change.Metadata) (now *change.Metadata, done bool, err error) {
	defer x.leave()
	temp, now, _, err := x.temporary(path, content, m)
	if err != nil {
		return nil, false, err
	}
	if err := x.place(temp, path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			err = exists(path)
		}
		return nil, false, errors.Join(failed(path, err), x.discard(temp))
	}
	return now, true, failed(path, x.syncFolder(filepath.Dir(path)))
}

// erase takes a file away that holds old, and had something besides: out of its place
// first, so that it can be looked at before it is gone.
func (x *transaction) erase(path string, old []byte, had *change.Metadata) (done bool, err error) {
	if err := unfrozen(path, filepath.Dir(path)); err != nil {
		return false, err
	}
	x.enter(filepath.Dir(path))
	defer x.leave()
	temp := beside(path, x.id) + random()
	if err := x.holds(path, old, had); err != nil {
		return false, err
	}
	if err := x.place(path, temp); err != nil {
		return false, failed(path, err)
	}
	if err := x.holds(temp, old, had); err != nil {
		if back := x.giveBack(temp, path); back != nil {
			return false, &Error{path, "it was changed by another program meanwhile, and that version is now in " + name(x.where(temp)) + ": " + reason(back), "compare the two and move the right one there", back}
		}
		return false, err
	}
	if err := x.remove(temp); err != nil {
		return false, errors.Join(failed(path, err), failed(path, x.giveBack(temp, path)))
	}
	return true, failed(path, x.syncFolder(filepath.Dir(path)))
}

// giveBack gives a file that was to be removed its name again, also in a folder that was
// moved meanwhile.
func (x *transaction) giveBack(temp, path string) error {
	x.loosen(temp)
	err := x.place(temp, path)
	if errors.Is(err, fs.ErrNotExist) && x.room != nil && x.room.Link(filepath.Base(temp), filepath.Base(path)) == nil {
		return x.room.Remove(filepath.Base(temp))
	}
	return err
}

// temporary writes a complete file beside another, down to the disk, and verifies
// it. It tells what metadata the file has.
func (x *transaction) temporary(path string, content []byte, m *change.Metadata) (temp string, now *change.Metadata, info fs.FileInfo, err error) {
	perm := fs.FileMode(0o600)
	if m == nil {
		perm = 0o644
	}
	if err := unfrozen(path, filepath.Dir(path)); err != nil { // what is made in some could not be removed
		return "", nil, nil, err
	}
	x.enter(filepath.Dir(path))
	temp = beside(path, x.id) + random()
	f, err := x.newFile(temp, perm)
	if err != nil {
		return "", nil, nil, &Error{path, "no file can be made in its folder: " + reason(err), advice(err), err}
	}
	if m != nil {
		err = x.setFlags(path, f, m) // some can only be given to an empty file
	}
	if err == nil {
		err = x.writeAt(f, content, 0)
	}
	if err == nil && m != nil {
		err = x.setMetadata(path, f, m)
	}
	if err == nil {
		err = x.sync(f)
	}
	if err == nil {
		err = x.verify(path, f, content)
	}
	if err == nil {
		now, err = keeps(path, f, m)
	}
	if err == nil {
		info, err = f.Stat()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", nil, nil, errors.Join(failed(path, err), x.discard(temp))
	}
	return temp, now, info, nil
}

// unfrozen refuses to change a path in a folder with a flag that forbids it.
func unfrozen(path, folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return nil // it need not be readable
	}
	defer d.Close()
	return frozen(path, d)
}

// holds refuses a file that does not hold content, or has not what it had besides; nil
// is anything.
func (d disk) holds(path string, content []byte, had *change.Metadata) error {
	if err := d.ask("read", path); err != nil {
		return failed(path, err)
	}
	f, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	same, err := equal(f, content)
	if err != nil {
		return failed(path, err)
	}
	if !same {
		return changed(path)
	}
	has, err := metadata(path, f)
	if err != nil {
		return err
	}
	return untouched(path, had, has)
}

// link moves a file to a name that no file has, where rename would replace one.
func link(from, to string) error {
	if err := os.Link(from, to); err != nil {
		return err
	}
	if err := os.Remove(from); err != nil {
		os.Remove(to)
		return err
	}
	return nil
}
