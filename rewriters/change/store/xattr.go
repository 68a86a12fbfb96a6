//go:build linux || darwin

package store

import (
	"errors"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// inherited is the attribute that a new file may have from its folder: the
// default ACL (Linux, acl(5)).
const inherited = "system.posix_acl_access"

// signatures are attributes that vouch for the old content (Linux, IMA and EVM).
var signatures = map[string]bool{"security.ima": true, "security.evm": true}

// xattrs reads the extended attributes of an open file, but for signatures of
// its content. A file system that has none gives none.
func xattrs(f *os.File) (map[string][]byte, error) {
	fd := int(f.Fd())
	list, err := sized(func(b []byte) (int, error) { return unix.Flistxattr(fd, b) })
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out map[string][]byte
	for key := range strings.SplitSeq(string(list), "\x00") {
		if key == "" || signatures[key] {
			continue
		}
		value, err := sized(func(b []byte) (int, error) { return unix.Fgetxattr(fd, key, b) })
		if errors.Is(err, noXattr) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = make(map[string][]byte)
		}
		out[key] = value
	}
	return out, nil
}

// sized calls read with a buffer that is large enough.
func sized(read func([]byte) (int, error)) ([]byte, error) {
	for {
		n, err := read(nil)
		if err != nil {
			return nil, err
		}
		b := make([]byte, n)
		if n == 0 {
			return b, nil
		}
		n, err = read(b)
		if errors.Is(err, unix.ERANGE) {
			continue // it grew meanwhile
		}
		return b[:max(n, 0)], err
	}
}

// hasACL reports whether a file has an ACL besides its mode.
func hasACL(path string) bool {
	n, err := unix.Getxattr(path, inherited, nil)
	return err == nil && n > 0
}

func setXattr(f *os.File, key string, value []byte) error {
	return unix.Fsetxattr(int(f.Fd()), key, value, 0)
}

func removeXattr(f *os.File, key string) error { return unix.Fremovexattr(int(f.Fd()), key) }
