package store

import "golang.org/x/sys/unix"

const noXattr = unix.ENOATTR
