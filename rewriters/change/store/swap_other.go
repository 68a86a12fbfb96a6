//go:build !linux

package store

import "os"

// swap renames: these systems have no exchange in common.
func swap(from, to string) (exchanged bool, err error) { return false, os.Rename(from, to) }

func place(from, to string) error { return link(from, to) }
