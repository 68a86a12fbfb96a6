package store

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"

	"cfgtool/rewriters/change"
)

// inodeFlag is a flag of ioctl_iflags(2), with its letter in lsattr(1).
type inodeFlag struct {
	letter string
	bit    uint32 // as in linux/fs.h
}

// keptFlags are those that a file keeps: all that a user can give a file. Which of them
// there are is up to the file system.
var keptFlags = []inodeFlag{
	{"s", 0x1}, {"u", 0x2}, {"S", 0x8}, {"d", 0x40}, {"A", 0x80}, {"c", 0x4}, {"j", 0x4000}, {"t", 0x8000},
	{"D", 0x10000}, {"T", 0x20000}, {"C", 0x800000}, {"P", 0x20000000}, {"x", 0x2000000}, {"m", 0x400},
}

// Flags with which a file cannot be changed.
const (
	immutable  = 0x10
	appendOnly = 0x20
	verity     = unix.FS_VERITY_FL
)

// rawFlags are the inode flags of an open file; ok tells that its file system has them.
func rawFlags(f *os.File) (bits uint32, ok bool, err error) {
	bits, err = unix.IoctlGetUint32(int(f.Fd()), unix.FS_IOC_GETFLAGS)
	for _, none := range []error{unix.ENOTTY, unix.ENOTSUP, unix.ENOSYS, unix.EINVAL, unix.EPERM, unix.EACCES} {
		if errors.Is(err, none) {
			return 0, false, nil
		}
	}
	return bits, err == nil, err
}

// flags are the inode flags of an open file that a new one in its place keeps, as
// change.Metadata has them.
func flags(f *os.File) (string, error) {
	bits, ok, err := rawFlags(f)
	if err != nil || !ok {
		return "", err
	}
	var out strings.Builder
	for _, k := range keptFlags {
		if bits&k.bit != 0 {
			out.WriteString(k.letter)
		}
	}
	if out.Len() == 0 {
		return "-", nil
	}
	return out.String(), nil
}

// setFlags gives an open file, which will become path or is it, the inode flags of m.
func (d disk) setFlags(path string, f *os.File, m *change.Metadata) error {
	has, ok, err := rawFlags(f)
	if err != nil {
		return failed(path, err)
	}
	if !ok || m.Flags == "" {
		return nil // keeps refuses where there should be some
	}
	want := has
	for _, k := range keptFlags {
		if want &^= k.bit; strings.Contains(m.Flags, k.letter) {
			want |= k.bit
		}
	}
	if want == has {
		return nil
	}
	if err = d.ask("setflags", f.Name()); err == nil {
		err = unix.IoctlSetPointerInt(int(f.Fd()), unix.FS_IOC_SETFLAGS, int(want))
	}
	if err != nil {
		return &Error{path, fmt.Sprintf("its inode flags %s (lsattr) cannot be kept: %s", m.Flags, reason(err)), "take them away with chattr, or run the command as root", err}
	}
	return nil
}

// frozen refuses an open file or folder with a flag that keeps it from being changed.
func frozen(path string, f *os.File) error {
	bits, _, err := rawFlags(f)
	is := ""
	switch {
	case err != nil:
		return failed(path, err)
	case bits&immutable != 0:
		is = "is immutable (chattr +i)"
	case bits&appendOnly != 0:
		is = "can only be appended to (chattr +a)"
	case bits&verity != 0:
		return &Error{Path: path, What: "it is sealed with fs-verity, which a new file in its place would not be", Do: "write a new file, and seal that"}
	default:
		return nil
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return &Error{Path: path, What: "its folder " + is, Do: "take that away with chattr first, and give it back afterwards"}
	}
	return &Error{Path: path, What: "it " + is, Do: "take that away with chattr first, and give it back afterwards"}
}
