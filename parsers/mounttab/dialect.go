package mounttab

import (
	"slices"

	"cfgtool/parsers"
)

// Dialect is one kind of mount table, by the ID of its format.
type Dialect string

// The dialects.
const (
	Fstab     Dialect = "fstab"       // fstab(5) of Linux
	Mtab      Dialect = "mtab"        // /etc/mtab and /proc/mounts of Linux
	Mountinfo Dialect = "mountinfo"   // /proc/self/mountinfo of Linux, proc(5)
	Vfstab    Dialect = "vfstab"      // vfstab(4) of Solaris
	Mnttab    Dialect = "mnttab"      // mnttab(4) of Solaris
	Tru64     Dialect = "tru64-fstab" // fstab(4) of Tru64 UNIX
)

// Column is a field of an entry, whatever its place in the dialect's lines.
type Column uint8

// The columns of all dialects.
const (
	Source   Column = iota // what is mounted: a device, host:path, a tag such as UUID=…
	Target                 // the mount point
	Type                   // the file system type
	Options                // a comma list; of mountinfo, those of the mount
	Dump                   // fs_freq, for dump(8)
	Pass                   // fs_passno, the order of fsck(8); of vfstab, "fsck pass"
	Fsck                   // of vfstab: the device to fsck
	AtBoot                 // of vfstab: "yes" or "no"
	Time                   // of mnttab: seconds since 1970
	ID                     // of mountinfo
	Parent                 // of mountinfo
	Device                 // of mountinfo: major:minor
	Root                   // of mountinfo: what of the file system is mounted
	Optional               // of mountinfo: tags such as shared:1, up to " - "
	Super                  // of mountinfo: the options of the file system
	columns  int    = iota
)

var columnNames = [columns]string{"source", "target", "type", "options", "dump", "pass", "fsck", "at-boot", "time",
	"id", "parent", "device", "root", "optional", "super"}

// String is the column's name in paths of values, such as "source".
func (c Column) String() string { return columnNames[c] }

// grammar is what tells dialects apart.
type grammar struct {
	order  []Column // in the order of the line
	needed int      // how many fields an entry has at least
	most   int      // and at most; 0: what follows is ignored
	octal  bool     // \040 stands for a blank
	none   string   // what stands for an empty field; "" where fields are left out at the end
	kernel bool     // the kernel keeps the table
}

var grammars = map[Dialect]grammar{
	Fstab:     {order: []Column{Source, Target, Type, Options, Dump, Pass}, needed: 3, octal: true},
	Mtab:      {order: []Column{Source, Target, Type, Options, Dump, Pass}, needed: 3, octal: true, kernel: true},
	Mountinfo: {order: []Column{ID, Parent, Device, Root, Target, Options, Optional, Type, Source, Super}, needed: 10, octal: true, kernel: true},
	Vfstab:    {order: []Column{Source, Fsck, Target, Type, Pass, AtBoot, Options}, needed: 7, most: 7, none: "-"},
	Mnttab:    {order: []Column{Source, Target, Type, Options, Time}, needed: 5, most: 5, none: "-", kernel: true},
	Tru64:     {order: []Column{Source, Target, Type, Options, Dump, Pass}, needed: 3},
}

// Columns are the fields of an entry, in the order of its line.
func (d Dialect) Columns() []Column { return slices.Clone(grammars[d].order) }

// KeptByKernel reports whether the table is written by the kernel, or stands
// for what it says, so that editing it makes no sense.
func (d Dialect) KeptByKernel() bool { return grammars[d].kernel }

func format(d Dialect, title string, sniff func([]byte) int, names ...string) parsers.Format {
	return parsers.Format{ID: string(d), Title: title, Names: names, Sniff: sniff,
		Parse: func(src *parsers.Source) parsers.Document { return Parse(src, d) }}
}

// Formats are the dialects as kinds of files.
var Formats = parsers.Formats{
	format(Fstab, "Linux fstab", sniffFstab, "fstab", "*.fstab"),
	format(Tru64, "Tru64 fstab", sniffTru64, "fstab"),
	format(Mtab, "Linux mtab", sniffMtab, "mtab", "mounts"),
	format(Mountinfo, "Linux mountinfo", sniffMountinfo, "mountinfo"),
	format(Vfstab, "Solaris vfstab", sniffVfstab, "vfstab"),
	format(Mnttab, "Solaris mnttab", sniffMnttab, "mnttab"),
}
