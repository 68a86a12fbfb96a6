package store

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"cfgtool/rewriters/change"
)

// modeBits are those that a file keeps.
const modeBits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// metadata reads what an open file has besides its bytes.
func metadata(path string, f *os.File) (*change.Metadata, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, failed(path, err)
	}
	m := &change.Metadata{Mode: info.Mode() & modeBits, ModTime: info.ModTime()}
	m.UID, m.GID = owner(info)
	m.Xattrs, err = xattrs(f)
	return m, failed(path, err)
}

// setMetadata gives an open file, which will become path, all of m but the
// time. The mode comes last: a change of owner clears setuid and setgid.
func setMetadata(path string, f *os.File, m *change.Metadata) error {
	if err := setOwner(path, f, m); err != nil {
		return err
	}
	if err := setXattrs(path, f, m.Xattrs); err != nil {
		return err
	}
	if err := f.Chmod(m.Mode & modeBits); err != nil {
		return failed(path, err)
	}
	info, err := f.Stat()
	if err != nil {
		return failed(path, err)
	}
	if info.Mode()&modeBits != m.Mode&modeBits {
		return &Error{Path: path, What: fmt.Sprintf("its mode %04o cannot be kept", octal(m.Mode)), Do: "run the command as a member of its group or as root"}
	}
	return nil
}

// octal is a mode as chmod(1) takes it.
func octal(mode fs.FileMode) uint32 {
	bits := uint32(mode.Perm())
	for i, bit := range []fs.FileMode{fs.ModeSticky, fs.ModeSetgid, fs.ModeSetuid} {
		if mode&bit != 0 {
			bits |= 0o1000 << i
		}
	}
	return bits
}

// setXattrs gives an open file the extended attributes that it lacks, and takes
// away an ACL that it has from its folder.
func setXattrs(path string, f *os.File, want map[string][]byte) error {
	has, err := xattrs(f)
	if err != nil {
		return failed(path, err)
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		value, ok := has[key]
		if ok && string(value) == string(want[key]) {
			continue
		}
		if err := setXattr(f, key, want[key]); err != nil {
			return &Error{path, fmt.Sprintf("its extended attribute %s cannot be kept: %s", name(key), reason(err)), "run the command as root", err}
		}
	}
	if _, ok := has[inherited]; ok && want[inherited] == nil {
		return failed(path, removeXattr(f, inherited))
	}
	return nil
}

// sameMetadata reports whether a file would keep all it has.
func sameMetadata(a, b *change.Metadata) bool {
	return a.Mode&modeBits == b.Mode&modeBits && a.UID == b.UID && a.GID == b.GID &&
		maps.EqualFunc(a.Xattrs, b.Xattrs, slices.Equal[[]byte])
}
