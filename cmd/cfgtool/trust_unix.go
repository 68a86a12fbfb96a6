//go:build unix

package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"

	"cfgtool/cmd/cfgtool/internal/load"
)

// trustworthy refuses, as root, a file of instructions that another user could
// have planted: one not owned by root or the caller, or writable by others.
func trustworthy(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil // reading it reports the error
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	caller, _ := strconv.Atoi(os.Getenv("SUDO_UID"))
	if stat.Uid != 0 && int(stat.Uid) != caller {
		return fmt.Errorf("%s: is owned by another user, so root does not follow it; chown it to root", load.Quote(path))
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s: others may write it, so root does not follow it; chmod go-w it", load.Quote(path))
	}
	return nil
}
