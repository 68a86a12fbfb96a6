package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"cfgtool/rewriters/change"
)

// replace puts new content and metadata in the place of a file that holds old.
// It tells whether the file is replaced; an error can come after that. Before
// that it leaves the file, and always no temporary one.
func (x *transaction) replace(path string, old, new []byte, m *change.Metadata) (now *change.Metadata, done bool, err error) {
	temp, now, ours, err := x.temporary(path, new, m)
	if err != nil {
		return nil, false, err
	}
	if err := x.holds(path, old); err != nil {
		return nil, false, errors.Join(err, x.discard(temp))
	}
	exchanged, err := x.swap(temp, path)
	if err != nil {
		return nil, false, errors.Join(failed(path, err), x.discard(temp))
	}
	if exchanged {
		if err := x.holds(temp, old); err != nil {
			if back := x.putBack(temp, path, ours); back != nil {
				err = back
			}
			return nil, false, err
		}
		if err := x.discard(temp); err != nil {
			return now, true, failed(path, err)
		}
	}
	return now, true, failed(path, x.syncFolder(filepath.Dir(path)))
}

// putBack undoes an exchange. What comes out must be our own file; if another
// program has replaced even that, its file stays beside and is named.
func (x *transaction) putBack(temp, path string, ours fs.FileInfo) error {
	if _, err := x.swap(temp, path); err != nil {
		return &Error{path, "it was changed by another program meanwhile, and that version is now in " + name(temp) + ": " + reason(err), "compare the two and move the right one there", err}
	}
	out, err := os.Lstat(temp)
	if err == nil && !os.SameFile(out, ours) {
		return &Error{path, "another program changes it again and again; one version of it is now in " + name(temp), "compare the two, and stop that program first", ErrChanged}
	}
	return x.discard(temp)
}

// create makes a file that does not exist. Without metadata it is 0644, less
// what the umask or the folder's default ACL takes away.
func (x *transaction) create(path string, content []byte, m *change.Metadata) (now *change.Metadata, done bool, err error) {
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

// erase takes a file away that holds old: out of its place first, so that it
// can be looked at before it is gone.
func (x *transaction) erase(path string, old []byte) (done bool, err error) {
	temp := beside(path, x.id) + random()
	if err := x.holds(path, old); err != nil {
		return false, err
	}
	if err := x.place(path, temp); err != nil {
		return false, failed(path, err)
	}
	if err := x.holds(temp, old); err != nil {
		x.loosen(temp)
		if back := x.place(temp, path); back != nil {
			return false, &Error{path, "it was changed by another program meanwhile, and that version is now in " + name(temp) + ": " + reason(back), "compare the two and move the right one there", back}
		}
		return false, err
	}
	if err := x.remove(temp); err != nil {
		x.loosen(temp)
		return false, errors.Join(failed(path, err), failed(path, x.place(temp, path)))
	}
	return true, failed(path, x.syncFolder(filepath.Dir(path)))
}

// temporary writes a complete file beside another, down to the disk, and verifies
// it. It tells what metadata the file has.
func (x *transaction) temporary(path string, content []byte, m *change.Metadata) (temp string, now *change.Metadata, info fs.FileInfo, err error) {
	perm := fs.FileMode(0o600)
	if m == nil {
		perm = 0o644
	}
	temp = beside(path, x.id) + random()
	f, err := x.newFile(temp, perm)
	if err != nil {
		return "", nil, nil, &Error{path, "no file can be made in its folder: " + reason(err), advice(err), err}
	}
	err = x.writeAt(f, content, 0)
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

// holds refuses a file that does not hold content.
func (d disk) holds(path string, content []byte) error {
	if err := d.ask("read", path); err != nil {
		return failed(path, err)
	}
	f, err := openRegular(path, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	same, err := equal(f, content)
	if err == nil && !same {
		return changed(path)
	}
	return failed(path, err)
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
