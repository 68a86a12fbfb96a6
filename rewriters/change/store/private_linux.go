package store

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// unnamed makes a file in a folder that has no name yet, mode 0600, so that nothing is
// left of it when the process dies (open(2), O_TMPFILE). Not every file system can.
func unnamed(folder string) (*os.File, error) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		return nil, err
	}
	fd, err := unix.Open(folder, unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), folder), nil
}

// entitle gives a file without a name one that no file has.
func entitle(f *os.File, path string) error {
	return unix.Linkat(unix.AT_FDCWD, "/proc/self/fd/"+strconv.Itoa(int(f.Fd())), unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW)
}
