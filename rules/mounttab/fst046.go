package mounttab

import (
	"bytes"
	"io/fs"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/rules"
)

// FST046 reports a fstab that systemd has not read.
var FST046 = &rules.Rule{
	ID:       "FST046",
	Name:     "stale-units",
	Severity: parsers.Warning,
	Formats:  linux,
	Since:    "0.1.0",
	Summary:  "The running system's fstab is newer than the units that systemd made of it.",
	Why: "Until \"systemctl daemon-reload\", systemd goes by the old table: its units wait for and mount what the " +
		"old lines said. systemd stamps /run/systemd/systemd-units-load when it loads units. findmnt " +
		"always looks at /etc/fstab; this looks at the file that is checked, when it has the bytes of that.",
	Source: verify + ", check \"systemd still uses the old version\"; src/core/manager.c of systemd, manager_ready",
	Bad:    "-- run/systemd/systemd-units-load --\nmodified 2025-12-31T23:59:59Z\n-- etc/fstab --\ntmpfs /tmp tmpfs defaults\n",
	Good:   "-- run/systemd/systemd-units-load --\nmodified 2026-01-01T00:00:01Z\n-- etc/fstab --\ntmpfs /tmp tmpfs defaults\n",
	Live:   true,
	Check: rules.For(func(p *rules.Pass, f *mounttab.File) {
		stamp, err := fs.Stat(p.Live, "run/systemd/systemd-units-load")
		if err != nil {
			return // no systemd runs
		}
		table, err := fs.Stat(p.Live, "etc/fstab")
		if err != nil || !stamp.ModTime().Before(table.ModTime()) {
			return
		}
		if content, err := fs.ReadFile(p.Live, "etc/fstab"); err == nil && bytes.Equal(content, f.Source().Bytes()) {
			p.Report(parsers.Span{}, "systemd has not read this fstab since it was changed", rules.Help("run: systemctl daemon-reload"))
		}
	}),
}
