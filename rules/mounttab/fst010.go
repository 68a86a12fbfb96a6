package mounttab

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST010 reports tags that mount does not know.
var FST010 = &rules.Rule{
	ID:       "FST010",
	Name:     "unknown-tag",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "for a tag without a value"},
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "A source has the form of a tag, but mount(8) knows no tag of this name, or it has no value.",
	Why: "mount(8) takes it for the name of a file, and the mount fails. The tags are UUID, LABEL, PARTUUID, " +
		"PARTLABEL and ID, in capital letters. A tag without a value is a warning, as in findmnt.",
	Help:   "the tags are UUID, LABEL, PARTUUID, PARTLABEL and ID",
	Source: verify + ", check \"unsupported source tag\"; fstab(5), fs_spec",
	Bad:    "-- etc/fstab --\nuuid=1b2c / ext4 defaults 0 1\n",
	Good:   "-- etc/fstab --\nUUID=1b2c / ext4 defaults 0 1\n",
	Check: each(func(p *rules.Pass, _ *mounttab.File, e *mounttab.Entry) {
		name, _, ok := strings.Cut(e.Source, "=")
		if !ok || pseudo[e.Type] || network[e.Type] || fuse(e.Type) {
			return
		}
		upper := strings.ToUpper(name)
		if tagNames[name] {
			if _, ok := e.Tag(); !ok {
				p.Report(e.Span(mounttab.Source), fmt.Sprintf("the tag %s has no value, or a quote that is not closed", name), rules.At(parsers.Warning), rules.Help("write %s= and what blkid prints for the device", name))
			}
			return
		}
		if !tagNames[upper] && (name != upper || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" || name == "") {
			return
		}
		p.Report(e.Span(mounttab.Source), fmt.Sprintf("mount knows no tag %s", quoted(name)), meant(nearest(upper, 1, tagNames)))
	}),
}

var tagNames = set("UUID LABEL PARTUUID PARTLABEL ID")
