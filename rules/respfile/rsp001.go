package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP001 reports what the parser could not read.
var RSP001 = &rules.Rule{
	ID:       respfile.FormlessRule,
	Name:     "line-of-no-form",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "in files of other installers than that of Opsware"},
	Formats:  []string{respfile.SASFormat.ID, respfile.RSPFormat.ID},
	Since:    "0.1.0",
	Summary:  "A line is neither a parameter with its value, nor a comment or section.",
	Why: "What the installer makes of such a line is not known. It may be the rest of a value that was wrapped. " +
		"In files of other installers than that of Opsware this is only told, since each has forms of its own.",
	Help:   "put # before a comment, and a value on the line of its parameter",
	Source: "the neighbours of these files: key=value in Oracle's response files and in opswgw.properties, key: value in the arguments of Opsware's agents",
	Bad:    "-- resp.20080301 --\ntruth.dcNm: C43\n/var/opt/oracle\n",
	Good:   "-- resp.20080301 --\ntruth.dcNm: C43\ntruth.tnsdir: /var/opt/oracle\n",
}
