//go:build unix

package store

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// openFlag keeps an open from waiting for the other end of a pipe.
const openFlag = syscall.O_NONBLOCK

// noFollow keeps an open from following a symbolic link.
const noFollow = syscall.O_NOFOLLOW

// supported refuses to write where the promises cannot be kept.
func supported() error { return nil }

// owner is the user and the group that a file belongs to.
func owner(info fs.FileInfo) (uid, gid int) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return -1, -1
	}
	return int(st.Uid), int(st.Gid)
}

// names counts the names (hard links) of a file.
func names(info fs.FileInfo) uint64 {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 1
	}
	return uint64(st.Nlink)
}

// setOwner gives a file to a user and a group; -1 keeps what it has.
func (d disk) setOwner(path string, f *os.File, m *change.Metadata) error {
	info, err := f.Stat()
	if err != nil {
		return failed(path, err)
	}
	uid, gid := owner(info)
	if (m.UID < 0 || m.UID == uid) && (m.GID < 0 || m.GID == gid) {
		return nil
	}
	if err := d.chown(f, m.UID, m.GID); err != nil {
		if m.UID < 0 || m.UID == os.Geteuid() {
			return &Error{path, fmt.Sprintf("its group %d cannot be kept by user %d, who is not in it: %s", m.GID, os.Geteuid(), reason(err)),
				"run the command as a member of that group or as root", err}
		}
		return &Error{path, fmt.Sprintf("its owner %d:%d cannot be kept by user %d: %s", m.UID, m.GID, os.Geteuid(), reason(err)),
			"run the command as its owner or as root", err}
	}
	return nil
}

// device is the file system that a file is on.
func device(info fs.FileInfo) uint64 { return identify(info).device }

// identify tells which file it is, by whatever name.
func identify(info fs.FileInfo) identity {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return identity{}
	}
	return identity{uint64(st.Dev), uint64(st.Ino)}
}

// writable tells why this user cannot write to a folder.
func writable(folder string) error { return unix.Access(folder, unix.W_OK) }
