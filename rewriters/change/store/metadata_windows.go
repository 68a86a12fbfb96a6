package store

import (
	"errors"
	"io/fs"
	"os"

	"cfgtool/rewriters/change"
)

const openFlag, noFollow = 0, 0

func supported() error {
	return errors.New("writing is not supported on Windows; save the change with --patch-out and apply it on the host")
}

func owner(fs.FileInfo) (uid, gid int) { return -1, -1 }

func names(fs.FileInfo) uint64 { return 1 }

func (disk) setOwner(string, *os.File, *change.Metadata) error { return nil }

func device(fs.FileInfo) uint64 { return 0 }

func identify(fs.FileInfo) identity { return identity{} }

func writable(string) error { return nil }
