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
	Milder:   map[parsers.Severity]string{parsers.Info: "in files of other installers than that of Opsware"},
	Formats:  []string{respfile.SASFormat.ID, respfile.RSPFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter is given twice.",
	Why: "Which of the two an installer takes is not documented; a change of the other one has no effect. " +
		"A parameter is reported once, at its last line. In files of other installers than that of Opsware this is only told.",
	Source: upgradeGuide + ", table 3-1, which lists each parameter once; Oracle's files hold each once, too",
	Bad:    "-- resp.20080301 --\nhub.ip: 10.0.0.1\ntruth.dcNm: C43\nhub.ip: 10.0.0.2\n",
	Good:   "-- resp.20080301 --\nhub.ip: 10.0.0.2\ntruth.dcNm: C43\n",
	Check: rules.For(func(p *rules.Pass, f *respfile.File) {
		severity := parsers.Info
		if f.SAS() {
			severity = parsers.Warning
		}
		type place struct{ section, key string }
		var places []place // in the order of their first lines
		lines := make(map[place][]respfile.Line)
		for section, l := range f.Sections() {
			if l.Kind != respfile.Pair {
				continue
			}
			at := place{section, f.Key(l)}
			if lines[at] == nil {
				places = append(places, at)
			}
			lines[at] = append(lines[at], l)
		}
		for _, at := range places {
			if all := lines[at]; len(all) > 1 {
				repeated(p, f, at.key, all, severity)
			}
		}
	}),
}

// repeated reports a key once, at its last line.
func repeated(p *rules.Pass, f *respfile.File, key string, lines []respfile.Line, severity parsers.Severity) {
	keys, same := make([]parsers.Span, len(lines)), true
	for i, l := range lines {
		keys[i] = l.Key()
		same = same && f.Value(l) == f.Value(lines[0])
	}
	said, options := rules.Repeated(keys, same, "given", "with")
	p.Report(keys[len(keys)-1], fmt.Sprintf("%q is %s", key, said), append(options, rules.At(severity))...)
}
