package store

import "golang.org/x/sys/unix"

// noXattr is the error for an attribute that went away.
const noXattr = unix.ENODATA
