package respfile

import (
	"fmt"
	"iter"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP003 reports lines that are written otherwise than the others.
var RSP003 = &rules.Rule{
	ID:       "RSP003",
	Name:     "other-form",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A line joins its parameter and its value otherwise than the rest of the file.",
	Why: "The installer wrote all lines in one form, so this one was written by hand, or is no parameter at all. " +
		"The installer may not find its value.",
	Source: upgradeGuide + ", Preparation for All Upgrades: the installer saves the file; its syntax is not public",
	Bad:    "-- resp.20080301 --\ntruth.dcNm: C43\ntruth.dcId: 751\nhub.ip: 10.0.0.1\ncgw_address: 10.0.0.1\ncgw_proxy_port=3001\n",
	Good:   "-- resp.20080301 --\ntruth.dcNm: C43\ntruth.dcId: 751\nhub.ip: 10.0.0.1\ncgw_address: 10.0.0.1\ncgw_proxy_port: 3001\n",
	Check: answers(func(p *rules.Pass, f *respfile.File, _ *respfile.Profile, all iter.Seq[answer]) {
		var usual respfile.Line
		for a := range all {
			if a.Form == f.Form() {
				usual = a.Line
				break
			}
		}
		for a := range all {
			if a.Form != f.Form() && usual.Kind == respfile.Pair {
				p.Report(parsers.Span{Start: a.Key().Start, End: a.Separator().End}, fmt.Sprintf("this line has the form %q, but most of the file has %q", a.Form, f.Form()),
					rules.See(usual.Key(), "such as this one"), rules.Help("write it as the others are, or comment it out"), rules.Assumed("an installer reads one form"))
			}
		}
	}),
}
