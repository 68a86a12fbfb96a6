//go:build !linux

package store

import (
	"os"

	"cfgtool/rewriters/change"
)

// flags are not known but on Linux.
func flags(*os.File) (string, error) { return "", nil }

func (disk) setFlags(string, *os.File, *change.Metadata) error { return nil }

func frozen(string, *os.File) error { return nil }
