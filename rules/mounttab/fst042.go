package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST042 reports sources that are neither block devices nor files.
var FST042 = &rules.Rule{
	ID:       "FST042",
	Name:     "no-block-device",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The source exists, but is no block device.",
	Why: "A file system lies on a block device: mounting a character device, a pipe, a socket or a directory of " +
		"/dev fails. It is a warning, as in findmnt, since helpers of mount(8) may take other sources; types " +
		"that lie on raw flash, ubifs and jffs2, are silent, and so is a regular file, which gets a loop device.",
	Help:   "name a disk or a partition; lsblk lists them",
	Source: verify + ", check \"source is not a block device\"; mount(8)",
	Bad:    "-- dev/sg0 --\ncharacter device\n-- etc/fstab --\n/dev/sg0 /data ext4 defaults\n",
	Good:   "-- dev/sda1 --\nblock device\n-- etc/fstab --\n/dev/sda1 /data ext4 defaults\n",
	Live:   true,
	Check: eachLive(func(p *rules.Pass, e *mounttab.Entry, s system) {
		if !onDevice(e) && !fileSource(e) || bound(e) || flash[e.Type] {
			return
		}
		_, info, is := s.source(e)
		if is != present || block(info) || info.Mode().IsRegular() || info.IsDir() && !strings.HasPrefix(e.Source, "/dev/") { // FST009 tells of those
			return
		}
		p.Report(e.Span(mounttab.Source), fmt.Sprintf("%s is no block device", quoted(e.Source)))
	}),
}

// flash are types whose source is a character device, or a name.
var flash = set("ubifs jffs2 yaffs yaffs2")
