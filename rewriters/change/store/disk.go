package store

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// disk does everything that changes a file system; each operation that can fail
// on its own is one call.
type disk struct {
	// before is asked before each operation; its error stands for the operation's.
	// A write that is to fail with io.ErrShortWrite writes its first half.
	before func(op, path string) error
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

// openInPlace opens a file to write into it.
func (d disk) openInPlace(path string) (*os.File, error) {
	if err := d.ask("open", path); err != nil {
		return nil, err
	}
	return openRegular(path, os.O_RDWR)
}

// writeAt writes all of content to a place in a file.
func (d disk) writeAt(f *os.File, content []byte, at int64) error {
	if err := d.ask("write", f.Name()); err != nil {
		if errors.Is(err, io.ErrShortWrite) {
			f.WriteAt(content[:len(content)/2], at)
		}
		return err
	}
	_, err := f.WriteAt(content, at)
	return err
}

// truncate cuts a file.
func (d disk) truncate(f *os.File, size int64) error {
	if err := d.ask("truncate", f.Name()); err != nil {
		return err
	}
	return f.Truncate(size)
}

func (d disk) chmod(f *os.File, mode os.FileMode) error {
	if err := d.ask("chmod", f.Name()); err != nil {
		return err
	}
	return f.Chmod(mode)
}

func (d disk) chown(f *os.File, uid, gid int) error {
	if err := d.ask("chown", f.Name()); err != nil {
		return err
	}
	return f.Chown(uid, gid)
}

func (d disk) setXattr(f *os.File, key string, value []byte) error {
	if err := d.ask("setxattr", f.Name()); err != nil {
		return err
	}
	return setXattr(f, key, value)
}

func (d disk) removeXattr(f *os.File, key string) error {
	if err := d.ask("removexattr", f.Name()); err != nil {
		return err
	}
	return removeXattr(f, key)
}

// setModTime sets a file's time of modification.
func (d disk) setModTime(path string, at time.Time) error {
	if err := d.ask("chtimes", path); err != nil {
		return err
	}
	return os.Chtimes(path, time.Time{}, at)
}

// symlink makes a symbolic link.
func (d disk) symlink(text, path string) error {
	if err := d.ask("symlink", path); err != nil {
		return err
	}
	return os.Symlink(text, path)
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
