package respfile

import (
	"fmt"
	"iter"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP005 reports parameters that an upgrade needs.
var RSP005 = &rules.Rule{
	ID:       "RSP005",
	Name:     "missing-parameter",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter that an upgrade needs is missing.",
	Why: "The installer cannot take its value from the file. The file of a satellite, which has " +
		"agent_gw_list_args and no Model Repository, is not held to the list of a core.",
	Source: upgradeGuide + ", table 3-1",
	Bad:    few,
	Good:   complete,
	Check: answers(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, all iter.Seq[answer]) {
		if p.Site != nil {
			return // COR002 knows what the core needs
		}
		given := make(map[string]bool)
		for a := range all {
			if a.Parameter != nil {
				given[a.Name] = true
			}
		}
		if given["agent_gw_list_args"] && !given["truth.servicename"] {
			return
		}
		need := facts.Need(respfile.ForUpgrade)
		var missing []*respfile.Parameter
		var names []string
		for i := range facts.Parameters {
			if n := &facts.Parameters[i]; n.Need == need.Name && !given[n.Name] {
				missing, names = append(missing, n), append(names, n.Name)
			}
		}
		if len(missing) > manyMissing {
			p.Report(parsers.Span{}, fmt.Sprintf("%d parameters are missing: %s", len(missing), strings.Join(names, ", ")),
				rules.Help("%s, table 3-1, tells how each is verified", facts.Source), assumed(need.Assumed, need.Reason))
			return
		}
		for _, n := range missing {
			p.Report(parsers.Span{}, fmt.Sprintf("%s is missing", n.Name), look(facts, n), assumed(need.Assumed, need.Reason))
		}
	}),
}

// manyMissing is how many missing parameters are told each for itself.
const manyMissing = 5
