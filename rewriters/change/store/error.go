package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Error tells what is wrong with a file or the archive, and what to do.
type Error struct {
	Path string // what it is about
	What string // what is wrong
	Do   string // what to do; may be ""
	Err  error  // the cause, for programs
}

// Error is "path: what; what to do".
func (e *Error) Error() string {
	s := name(e.Path) + ": " + e.What
	if e.Do != "" {
		s += "; " + e.Do
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

var (
	// ErrChanged is the cause when a file is not what was planned on.
	ErrChanged = errors.New("the file changed since it was read")
	// ErrLocked is the cause when another command holds a lock for too long.
	ErrLocked = errors.New("locked by another command")
	// ErrInterrupted is the cause when a command was told to stop.
	ErrInterrupted = errors.New("interrupted")
	// ErrUnfinished is the cause when an earlier change is neither done nor undone.
	ErrUnfinished = errors.New("an earlier change is unfinished")
)

// interrupted tells whether a command was told to stop.
func interrupted(ctx context.Context) error {
	if ctx.Err() != nil {
		return ErrInterrupted
	}
	return nil
}

// Changed is the cause when another program changed a file since it was read: what of
// it, for people, such as "mode 0644 → 0600"; nothing where that is its content.
type Changed struct{ Parts []string }

func (c *Changed) Error() string {
	if len(c.Parts) == 0 {
		return ErrChanged.Error()
	}
	return ErrChanged.Error() + ": " + strings.Join(c.Parts, ", ")
}

// Unwrap gives ErrChanged.
func (c *Changed) Unwrap() error { return ErrChanged }

// changed refuses a file that another program changed: its content, or parts of what it
// has besides.
func changed(path string, parts ...string) error {
	cause := &Changed{parts}
	return &Error{path, cause.Error(), "run the command again", cause}
}

// Stale reports whether an error of Commit or WriteUnarchived is that a file is not what
// was planned on, and nothing was begun: planning again may help.
func Stale(err error) bool {
	var begun *stopped
	return errors.Is(err, ErrChanged) && !errors.As(err, &begun)
}

// failed tells what the system said about a file.
func failed(path string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{path, reason(err), advice(err), err}
}

// reason is what the system said, without operations and paths.
func reason(err error) string {
	var p *fs.PathError
	var l *os.LinkError
	var s *os.SyscallError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	case errors.As(err, &s):
		err = s.Err
	}
	return err.Error()
}

// advice is what to do about what the system said.
func advice(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "check its name"
	case errors.Is(err, syscall.EROFS):
		return "its file system must be mounted writable first"
	case errors.Is(err, fs.ErrPermission) && os.Geteuid() == 0:
		return "root is refused too: look for an immutable attribute (lsattr) or a security policy"
	case errors.Is(err, fs.ErrPermission):
		return "run the command as the owner of the file and its folder, or as root"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "make room and run the command again"
	case errors.Is(err, syscall.EBUSY), errors.Is(err, syscall.EXDEV):
		return "it is a mount of its own, as in a container: change the file that is mounted there"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "raise the limit of open files (ulimit -n), and run the command again"
	case errors.Is(err, syscall.ELOOP):
		return "mend its symbolic links, which lead in a circle"
	}
	return ""
}

// longest is how much of a path is printed, in bytes.
const longest = 512

// name is a path, quoted where it would not print as it is, and without its middle where
// it is very long.
func name(path string) string {
	if len(path) > longest {
		path = cut(path, longest/2) + "…" + strings.ToValidUTF8(path[len(path)-longest/2:], "")
	}
	if strings.ContainsFunc(path, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(path)
	}
	return path
}
