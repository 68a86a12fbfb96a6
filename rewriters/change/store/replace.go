package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"cfgtool/rewriters/change"
)

// replace puts new content and metadata in the place of a file that holds old.
// It tells whether the file is replaced; an error can come after that. Before
// that it leaves the file, and always no temporary one.
func (d disk) replace(path string, old, new []byte, m *change.Metadata) (done bool, err error) {
	temp, ours, err := d.temporary(path, new, m)
	if err != nil {
		return false, err
	}
	if err := holds(path, old); err != nil {
		return false, errors.Join(err, d.discard(temp))
	}
	exchanged, err := d.swap(temp, path)
	if err != nil {
		return false, errors.Join(failed(path, err), d.discard(temp))
	}
	if exchanged {
		if err := holds(temp, old); err != nil {
			if back := d.putBack(temp, path, ours); back != nil {
				err = back
			}
			return false, err
		}
		if err := d.discard(temp); err != nil {
			return true, failed(path, err)
		}
	}
	return true, failed(path, d.syncFolder(filepath.Dir(path)))
}

// putBack undoes an exchange. What comes out must be our own file; if another
// program has replaced even that, its file stays beside and is named.
func (d disk) putBack(temp, path string, ours fs.FileInfo) error {
	if _, err := d.swap(temp, path); err != nil {
		return &Error{path, "it was changed by another program meanwhile, and that version is now in " + name(temp) + ": " + reason(err), "compare the two and move the right one there", err}
	}
	out, err := os.Lstat(temp)
	if err == nil && !os.SameFile(out, ours) {
		return &Error{path, "another program changes it again and again; one version of it is now in " + name(temp), "compare the two, and stop that program first", ErrChanged}
	}
	return d.discard(temp)
}

// create makes a file that does not exist. Without metadata it is 0644, less
// what the umask or the folder's default ACL takes away.
func (d disk) create(path string, content []byte, m *change.Metadata) (done bool, err error) {
	temp, _, err := d.temporary(path, content, m)
	if err != nil {
		return false, err
	}
	if err := d.place(temp, path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			err = exists(path)
		}
		return false, errors.Join(failed(path, err), d.discard(temp))
	}
	return true, failed(path, d.syncFolder(filepath.Dir(path)))
}

// erase takes a file away that holds old: out of its place first, so that it
// can be looked at before it is gone.
func (d disk) erase(path string, old []byte) (done bool, err error) {
	temp := beside(path)
	if err := holds(path, old); err != nil {
		return false, err
	}
	if err := d.place(path, temp); err != nil {
		return false, failed(path, err)
	}
	if err := holds(temp, old); err != nil {
		if back := d.place(temp, path); back != nil {
			return false, &Error{path, "it was changed by another program meanwhile, and that version is now in " + name(temp) + ": " + reason(back), "compare the two and move the right one there", back}
		}
		return false, changed(path)
	}
	if err := d.remove(temp); err != nil {
		return false, errors.Join(failed(path, err), d.place(temp, path))
	}
	return true, failed(path, d.syncFolder(filepath.Dir(path)))
}

// temporary writes a complete file beside another, down to the disk.
func (d disk) temporary(path string, content []byte, m *change.Metadata) (temp string, info fs.FileInfo, err error) {
	perm := fs.FileMode(0o600)
	if m == nil {
		perm = 0o644
	}
	temp = beside(path)
	f, err := d.newFile(temp, perm)
	if err != nil {
		return "", nil, &Error{path, "no file can be made in its folder: " + reason(err), advice(err), err}
	}
	err = d.fill(f, content)
	if err == nil && m != nil {
		err = setMetadata(path, f, m)
	}
	if err == nil {
		err = d.sync(f)
	}
	if err == nil {
		info, err = f.Stat()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return "", nil, errors.Join(failed(path, err), d.discard(temp))
	}
	return temp, info, nil
}

// discard removes a temporary file.
func (d disk) discard(temp string) error { return failed(temp, d.remove(temp)) }

// holds refuses a file that does not hold content.
func holds(path string, content []byte) error {
	got, err := ReadFile(path, 0)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, content) {
		return changed(path)
	}
	return nil
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
