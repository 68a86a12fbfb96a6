package store

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"cfgtool/rewriters/change"
)

const modeBits = change.ModeBits

// metadata reads what an open file has besides its bytes.
func metadata(path string, f *os.File) (*change.Metadata, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, failed(path, err)
	}
	m := &change.Metadata{Mode: info.Mode() & modeBits, ModTime: info.ModTime()}
	m.UID, m.GID = owner(info)
	if m.Xattrs, err = xattrs(f); err == nil && info.Mode().IsRegular() {
		m.Links = int(names(info))
		m.Flags, err = flags(f)
	}
	return m, failed(path, err)
}

// untouched refuses a file unless it has what it had when it was read; nil is anything.
func untouched(path string, had, has *change.Metadata) error {
	if parts := had.Differences(has); len(parts) > 0 {
		return changed(path, parts...)
	}
	return nil
}

// setMetadata gives an open file, which will become path, all of m but the
// time. The mode comes last: a change of owner clears setuid and setgid.
func (d disk) setMetadata(path string, f *os.File, m *change.Metadata) error {
	if err := d.setOwner(path, f, m); err != nil {
		return err
	}
	if err := d.setXattrs(path, f, m.Xattrs); err != nil {
		return err
	}
	if err := d.chmod(f, m.Mode&modeBits); err != nil {
		return failed(path, err)
	}
	return d.setFlags(path, f, m)
}

// verify reads an open file, which will become path or is it, and refuses it
// unless it has the content.
func (d disk) verify(path string, f *os.File, content []byte) error {
	if err := d.ask("read", f.Name()); err != nil {
		return failed(path, err)
	}
	same, err := equal(io.NewSectionReader(f, 0, int64(len(content))+1), content)
	if err != nil {
		return failed(path, err)
	}
	if !same {
		return &Error{Path: path, What: "what was written to it does not read the same", Do: "look for another program that writes to it, and for faults of the disk or its file system"}
	}
	return nil
}

// keeps reads the metadata of an open file, which will become path or is it, and
// refuses it unless it has all of m, if not nil, but the time: what it has then may be
// another program's, and is not told as the change's.
func keeps(path string, f *os.File, m *change.Metadata) (*change.Metadata, error) {
	is, err := metadata(path, f)
	if err != nil || m == nil {
		return is, err
	}
	if is.Mode != m.Mode&modeBits {
		return nil, &Error{Path: path, What: fmt.Sprintf("its mode %s cannot be kept", change.Octal(m.Mode)), Do: "run the command as a member of its group or as root"}
	}
	if m.UID >= 0 && is.UID != m.UID || m.GID >= 0 && is.GID != m.GID {
		return nil, &Error{Path: path, What: fmt.Sprintf("its owner %d:%d cannot be kept", m.UID, m.GID), Do: "run the command as its owner or as root"}
	}
	for _, key := range slices.Sorted(maps.Keys(m.Xattrs)) {
		if value, ok := is.Xattrs[key]; !ok || !bytes.Equal(value, m.Xattrs[key]) {
			return nil, &Error{Path: path, What: fmt.Sprintf("its extended attribute %s cannot be kept", name(key)), Do: "run the command as root"}
		}
	}
	if m.Flags != "" && is.Flags != m.Flags {
		return nil, &Error{Path: path, What: fmt.Sprintf("its inode flags %s (lsattr) cannot be kept: the new file would have %s", m.Flags, cmp.Or(is.Flags, "none")), Do: "take them away with chattr, or run the command as root"}
	}
	return is, nil
}

// setXattrs gives an open file the extended attributes that it lacks, and takes
// away what it should not have: an ACL that it got from its folder, and what users
// gave it.
func (d disk) setXattrs(path string, f *os.File, want map[string][]byte) error {
	has, err := xattrs(f)
	if err != nil {
		return failed(path, err)
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		value, ok := has[key]
		if ok && string(value) == string(want[key]) {
			continue
		}
		if err := d.setXattr(f, key, want[key]); err != nil {
			return &Error{path, fmt.Sprintf("its extended attribute %s cannot be kept: %s", name(key), reason(err)), "run the command as root", err}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(has)) {
		if _, ok := want[key]; !ok && (key == inherited || strings.HasPrefix(key, "user.")) {
			if err := d.removeXattr(f, key); err != nil {
				return failed(path, err)
			}
		}
	}
	return nil
}

// sameMetadata is change.Metadata.Same.
func sameMetadata(a, b *change.Metadata) bool { return a.Same(b) }
