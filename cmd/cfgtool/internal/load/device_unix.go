//go:build unix

package load

import (
	"os"
	"syscall"
)

// deviceOf tells which file system a path is on.
func deviceOf(path string) uint64 {
	info, err := os.Lstat(path)
	if err != nil {
		return 0
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Dev)
	}
	return 0
}
