package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST033 reports UUIDs in the wrong case.
var FST033 = &rules.Rule{
	ID:       "FST033",
	Name:     "uuid-case",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A UUID is written in the wrong case.",
	Why: "The links below /dev/disk/by-uuid are found letter by letter: a UUID has small letters, the serial number " +
		"of a FAT, exFAT or NTFS file system has capital ones. systemd waits for a device that never comes.",
	Source: "fstab(5), fs_spec: the strings are case sensitive; libblkid/src/superblocks of util-linux",
	Bad:    "-- etc/fstab --\nUUID=E46122B5-5724-489F-9F2A-A30308D839D0 / ext4 defaults 0 1\n",
	Good:   "-- etc/fstab --\nUUID=e46122b5-5724-489f-9f2a-a30308d839d0 / ext4 defaults 0 1\n",
	Fix:    rules.Safe,
	Check: each(func(p *rules.Pass, f *mounttab.File, e *mounttab.Entry) {
		tag, ok := e.Tagged()
		if !ok || tag.Name != "UUID" && tag.Name != "PARTUUID" {
			return
		}
		right := tag.Value
		switch {
		case shaped(tag.Value, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"):
			right = strings.ToLower(tag.Value)
		case tag.Name == "UUID" && (shaped(tag.Value, "xxxx-xxxx") || shaped(tag.Value, "xxxxxxxxxxxxxxxx")):
			right = strings.ToUpper(tag.Value)
		}
		if right == tag.Value {
			return
		}
		fields := f.Fields(e)
		fields[mounttab.Source] = strings.Replace(e.Source, tag.Value, right, 1)
		p.Report(e.Span(mounttab.Source), fmt.Sprintf("the %s is written %s", tag.Name, right), rules.Mend(edits(f.Replace(e, fields, "the case that the device's link has"))))
	}),
}

// shaped reports whether a text has a hexadecimal digit for each x of a form.
func shaped(text, form string) bool {
	if len(text) != len(form) {
		return false
	}
	for i := range len(text) {
		c := text[i]
		digit := c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
		if form[i] == 'x' && !digit || form[i] != 'x' && c != form[i] {
			return false
		}
	}
	return true
}
