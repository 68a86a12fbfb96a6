//go:build unix

package store

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// fault makes an operation fail, or the process die in it.
type fault struct {
	at   int    // the operation, from 1; 0 is none
	how  string // see the modes
	n    int    // operations so far
	last string // the operation that failed
}

// The modes of a fault.
var modes = []string{
	"error", // one operation fails
	"dead",  // so do all after it
	"short", // a write writes its first half and fails
	"kill",  // the process dies before the operation
	"torn",  // a write writes its first half, and the process dies
}

var errKilled = errors.New("killed")

// die is how a process dies: in a test, it only stops there.
var die = func() { panic(errKilled) }

func (f *fault) before(op, path string) error {
	f.n++
	if f.at == 0 || f.n < f.at {
		return nil
	}
	if f.n == f.at {
		f.last = op + " " + filepath.Base(path)
	}
	switch {
	case f.how == "kill", f.how == "torn" && (f.n > f.at || op != "write"):
		die()
	case f.how == "dead":
		return syscall.EIO
	case f.n > f.at:
		return nil
	case f.how == "short", f.how == "torn":
		return io.ErrShortWrite
	}
	return syscall.EIO
}

// torture says whether the long versions of these tests run: make torture.
func torture() bool { return os.Getenv("CFGTOOL_TORTURE") != "" }

// stride is how many operations the short version goes on at once.
func stride(short int) int {
	if torture() {
		return 1
	}
	return short * slowdown
}

// survive does what may die.
func survive(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if r != errKilled {
				panic(r)
			}
			err = errKilled
		}
	}()
	return do()
}

// dies does what a process does that is killed, which leaves its lock file as it is.
func (s *Store) dies(do func() error) error {
	var held []byte
	before := die
	die = func() { held, _ = os.ReadFile(s.lockFile()); before() }
	defer func() { die = before }()
	err := survive(do)
	if len(held) > 0 {
		os.WriteFile(s.lockFile(), held, 0o600)
	}
	return err
}
