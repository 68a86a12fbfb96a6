// Package mounttab holds the rules on mount tables: fstab, mtab and mountinfo of
// Linux, vfstab and mnttab of Solaris, and fstab of Tru64 UNIX.
//
// They hold what "findmnt --verify" checks without a look at devices and the
// running kernel, and what it is known to miss. A severity follows the harm that
// is done at boot, where systemd creates mount points and orders mounts.
package mounttab

import (
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// Rules are the rules of this package, in the order of their IDs.
var Rules = []*rules.Rule{FST001}

const (
	fstab     = string(mounttab.Fstab)
	mtab      = string(mounttab.Mtab)
	mountinfo = string(mounttab.Mountinfo)
	vfstab    = string(mounttab.Vfstab)
	mnttab    = string(mounttab.Mnttab)
	tru64     = string(mounttab.Tru64)
)

// everyTable are the kinds of all mount tables.
var everyTable = []string{fstab, mtab, mountinfo, vfstab, mnttab, tru64}
