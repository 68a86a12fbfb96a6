package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// The flags of renameat2(2), which tests replace by one that no file system has.
var exchange, noReplace uint = unix.RENAME_EXCHANGE, unix.RENAME_NOREPLACE

// swap exchanges two files, so that none is lost before it is looked at. A file
// system or a kernel that cannot (NFS, Linux before 3.15) renames.
func swap(from, to string) (exchanged bool, err error) {
	err = unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, exchange)
	if lacks(err) {
		return false, os.Rename(from, to)
	}
	return err == nil, err
}

// place renames a file to a name that no file has.
func place(from, to string) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, noReplace)
	if lacks(err) {
		return link(from, to)
	}
	return err
}

// lacks reports whether a system call or a flag of it is missing. Sandboxes say
// EPERM for system calls that they do not know.
func lacks(err error) bool {
	return errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EPERM)
}
