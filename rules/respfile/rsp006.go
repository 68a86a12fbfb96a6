package respfile

import (
	"fmt"
	"iter"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP006 reports needed parameters without a value.
var RSP006 = &rules.Rule{
	ID:       "RSP006",
	Name:     "blank-value",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter that an upgrade needs has no value.",
	Why:      "The installer cannot take it from the file, or takes the blank for the answer.",
	Source:   upgradeGuide + ", table 3-1",
	Bad:      few + "truth.sid:\n",
	Good:     few + "truth.sid: truth\ntruth.dest:\n",
	Check: answers(func(p *rules.Pass, _ *respfile.File, facts *respfile.Profile, all iter.Seq[answer]) {
		if p.Site != nil {
			return // COR002 knows what the core needs
		}
		need := facts.Need(respfile.ForUpgrade)
		for a := range all {
			if a.Parameter != nil && a.Need == need.Name && a.value == "" {
				p.Report(a.Key(), fmt.Sprintf("%s has no value", a.key), look(facts, a.Parameter), assumed(need.Assumed, need.Reason))
			}
		}
	}),
}
