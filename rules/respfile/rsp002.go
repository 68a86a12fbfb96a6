package respfile

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

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
		all := pairs(f)
		for from, to := 0, 0; from < len(all); from = to {
			for to = from + 1; to < len(all) && all[from].compare(f, all[to]) == 0; {
				to++
			}
			if to > from+1 {
				repeated(p, f, all[from:to], severity)
			}
		}
	}),
}

// pair is a pair of the file in little room.
type pair struct{ section, line, key, end uint32 }

// pairs are the pairs of a file: those of one key of one section side by side, in order.
func pairs(f *respfile.File) []pair {
	n := 0
	for l := range f.Lines() {
		if l.Kind == respfile.Pair {
			n++
		}
	}
	all := make([]pair, 0, n)
	sections := make(map[string]uint32)
	for name, l := range f.Sections() {
		if l.Kind != respfile.Pair {
			continue
		}
		section, known := sections[name]
		if !known {
			section = uint32(len(sections))
			sections[name] = section
		}
		all = append(all, pair{section, uint32(l.Span().Start), uint32(l.Key().Start), uint32(l.Key().End)})
	}
	slices.SortFunc(all, func(a, b pair) int { return cmp.Or(a.compare(f, b), cmp.Compare(a.line, b.line)) })
	return all
}

func (a pair) compare(f *respfile.File, b pair) int {
	return cmp.Or(cmp.Compare(a.section, b.section), bytes.Compare(f.Source().Slice(a.keySpan()), f.Source().Slice(b.keySpan())))
}

func (a pair) keySpan() parsers.Span { return parsers.Span{Start: int(a.key), End: int(a.end)} }

// repeated reports a key once, at its last line.
func repeated(p *rules.Pass, f *respfile.File, all []pair, severity parsers.Severity) {
	keys, same := make([]parsers.Span, len(all)), true
	first := f.Value(f.LineAt(int(all[0].line)))
	for i, a := range all {
		keys[i] = a.keySpan()
		same = same && f.Value(f.LineAt(int(a.line))) == first
	}
	said, options := rules.Repeated(keys, same, "given", "with")
	p.Report(keys[len(keys)-1], fmt.Sprintf("%q is %s", f.Source().Slice(keys[0]), said), append(options, rules.At(severity))...)
}
