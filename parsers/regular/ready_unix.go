//go:build unix

package regular

import (
	"errors"
	"io"
	"io/fs"
	"syscall"
)

// ready reads what a file has now, and does not wait for more.
func ready(f fs.File) io.Reader {
	if c, ok := f.(syscall.Conn); ok {
		if raw, err := c.SyscallConn(); err == nil {
			return reader{raw}
		}
	}
	return f
}

type reader struct{ raw syscall.RawConn }

func (r reader) Read(p []byte) (n int, err error) {
	asked := r.raw.Read(func(fd uintptr) bool {
		for {
			n, err = syscall.Read(int(fd), p)
			if !errors.Is(err, syscall.EINTR) {
				return true // also where it would wait
			}
		}
	})
	switch {
	case asked != nil:
		return 0, asked
	case errors.Is(err, syscall.EAGAIN):
		return 0, ErrNoEnd
	case err != nil:
		return 0, err
	case n == 0 && len(p) > 0:
		return 0, io.EOF
	}
	return n, nil
}
