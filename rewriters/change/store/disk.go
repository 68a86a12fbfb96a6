package store

import (
	"errors"
	"os"
	"syscall"
)

// disk does everything that changes a file system; each operation that can fail
// on its own is one call.
type disk struct {
	before func(op, path string) error // asked before each operation; its error stands for the operation's
}

func (d disk) ask(op, path string) error {
	if d.before == nil {
		return nil
	}
	return d.before(op, path)
}

// newFile makes a file that does not exist.
func (d disk) newFile(path string, perm os.FileMode) (*os.File, error) {
	if err := d.ask("create", path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, perm)
}

// fill writes all of a file.
func (d disk) fill(f *os.File, content []byte) error {
	if err := d.ask("write", f.Name()); err != nil {
		return err
	}
	_, err := f.Write(content)
	return err
}

// sync brings a file to the disk.
func (d disk) sync(f *os.File) error {
	if err := d.ask("sync", f.Name()); err != nil {
		return err
	}
	return f.Sync()
}

// syncFolder brings the names in a folder to the disk, where the file system can.
func (d disk) syncFolder(path string) error {
	if err := d.ask("sync", path); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		if os.IsPermission(err) {
			return nil // a folder may be writable but not readable
		}
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}

// makeFolder makes a folder that nobody else can look into.
func (d disk) makeFolder(path string) error {
	if err := d.ask("mkdir", path); err != nil {
		return err
	}
	return os.Mkdir(path, 0o700)
}

// swap puts a file in the place of another. It tells whether the two are now
// exchanged, so that the old one has the new one's name; if not, it is gone.
func (d disk) swap(from, to string) (exchanged bool, err error) {
	if err := d.ask("swap", to); err != nil {
		return false, err
	}
	return swap(from, to)
}

// place gives a file a name that no file has.
func (d disk) place(from, to string) error {
	if err := d.ask("place", to); err != nil {
		return err
	}
	return place(from, to)
}

// remove takes a file away.
func (d disk) remove(path string) error {
	if err := d.ask("remove", path); err != nil {
		return err
	}
	return os.Remove(path)
}
