//go:build solaris || aix

package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockAccess is how a file is opened to be locked: fcntl(2) wants it writable.
const lockAccess = os.O_RDWR

// tryLock takes a record lock on a whole open file. It lasts until the process
// closes the file, and does not hold off the same process.
func tryLock(f *os.File) error {
	for {
		err := unix.FcntlFlock(f.Fd(), unix.F_SETLK, &unix.Flock_t{Type: unix.F_WRLCK})
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EACCES):
			return errBusy
		}
		return err
	}
}
