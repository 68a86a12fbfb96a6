package respfile

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP002 reports keys that stand in a section twice.
var RSP002 = &rules.Rule{
	ID:       "RSP002",
	Name:     "repeated-key",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID, respfile.RSPFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter is given twice.",
	Why: "Which of the two an installer takes is not documented; a change of the other one has no effect. " +
		"In files of other installers than that of Opsware this is only told.",
	Source: upgradeGuide + ", table 3-1, which lists each parameter once; Oracle's files hold each once, too",
	Bad:    "-- resp.20080301 --\nhub.ip: 10.0.0.1\ntruth.dcNm: C43\nhub.ip: 10.0.0.2\n",
	Good:   "-- resp.20080301 --\nhub.ip: 10.0.0.2\ntruth.dcNm: C43\n",
	Check: rules.For(func(p *rules.Pass, f *respfile.File) {
		severity := parsers.Info
		if f.SAS() {
			severity = parsers.Warning
		}
		type place struct{ section, key string }
		last := make(map[place]respfile.Line)
		for section, l := range f.Sections() {
			if l.Kind != respfile.Pair {
				continue
			}
			at := place{section, f.Key(l)}
			if before, ok := last[at]; ok {
				what := "another value"
				if f.Value(before) == f.Value(l) {
					what = "the same value"
				}
				p.Report(l.Key(), fmt.Sprintf("%q is given before, with %s", at.key, what),
					rules.At(severity), rules.See(before.Key(), "given here first"), rules.Help("remove one of the two lines"))
			}
			last[at] = l
		}
	}),
}
