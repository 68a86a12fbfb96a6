package respfile

import (
	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP010 reports paths that depend on where the installer runs.
var RSP010 = &rules.Rule{
	ID:       "RSP010",
	Name:     "absolute-path",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A path does not begin with a slash.",
	Why:      "The guide has the installer run from the root directory, but what is meant is a place of its own.",
	Source:   upgradeGuide + ", table 3-1, truth.tnsdir, truth.orahome and others",
	Bad:      few + "truth.tnsdir: var/opt/oracle\n",
	Good:     few + "truth.tnsdir: /var/opt/oracle\n",
	Check:    typed(respfile.TypePath, "no absolute path"),
}
