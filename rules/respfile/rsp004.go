package respfile

import (
	"fmt"
	"iter"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// RSP004 reports names that table 3-1 does not have.
var RSP004 = &rules.Rule{
	ID:       "RSP004",
	Name:     "unknown-parameter",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where no parameter has a name like it, or the guide has two names for one"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter is none that the upgrade guide lists.",
	Why: "A name that is nearly one of the list is likely mistyped, and the installer does not find its value. " +
		"A name that is like none is only told, since the list may not be complete.",
	Source: upgradeGuide + ", table 3-1",
	Bad:    "-- resp.20080301 --\ntruth.dcNm: C43\ntruth.dcId: 751\nhub.ip: 10.0.0.1\ncgw_adress: 10.0.0.1\ncgw_proxy_port: 3001\ncgw_admin_port: 8085\n",
	Good:   "-- resp.20080301 --\ntruth.dcNm: C43\ntruth.dcId: 751\nhub.ip: 10.0.0.1\ncgw_address: 10.0.0.1\ncgw_proxy_port: 3001\ncgw_admin_port: 8085\n",
	Check: answers(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, all iter.Seq[answer]) {
		given := make(map[string]bool)
		for a := range all {
			if a.Parameter != nil {
				given[a.key] = true
			}
		}
		for a := range all {
			switch {
			case a.Parameter == nil:
				near := facts.Nearest(a.key)
				if near != nil && given[near.Name] {
					near = nil // it is not this one that was mistyped
				}
				unknown(p, f, a, near)
			case a.key != a.Name:
				renamed(p, a)
			}
		}
	}),
}

func unknown(p *rules.Pass, f *respfile.File, a answer, near *respfile.Parameter) {
	if near != nil {
		p.Report(a.Key(), fmt.Sprintf("%q is no parameter of table 3-1; did you mean %s?", a.key, near.Name), rules.Assumed("the name is nearly the same"))
		return
	}
	if a.Form == f.Form() { // else it is likely prose, which RSP003 reports
		p.Report(a.Key(), fmt.Sprintf("%q is no parameter of table 3-1", a.key), rules.At(parsers.Info), rules.Assumed("the table may not be complete"))
	}
}

// renamed reports another name of a known parameter, or one in other letters.
func renamed(p *rules.Pass, a answer) {
	for _, v := range a.Variants {
		if v.Name == a.key {
			p.Report(a.Key(), fmt.Sprintf("%s is taken for %s", a.key, a.Name), rules.At(parsers.Info), assumed(v.Assumed, v.Reason))
			return
		}
	}
	p.Report(a.Key(), fmt.Sprintf("%q is not written as in table 3-1; did you mean %s?", a.key, a.Name), rules.Assumed("names are taken to be as the table prints them"))
}
