package sascore

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// severe is the severity of findings that --strict counts.
const severe = parsers.Error

const head = "-- resp.20080301 --\ntruth.dcNm: C43\ntruth.dcId: 751\ntruth.authDom: C43\ncgw_admin_port: 8085\n"

const lbFile = "-- etc/opt/opsware/opswgw-lb/opswgw.properties --\nopswgw.LoadBalanceRule=tcp:hub:ssh:STICKY:10.0.0.1:2222\n"

// COR001 reports parameters whose value the core does not have.
var COR001 = &rules.Rule{
	ID:       "COR001",
	Name:     "mismatch",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where what it is held against is assumed"},
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "A parameter has another value than the running core.",
	Why: "The guide has the response file corrected where the core was changed since it was written. Where hosts disagree, all places are told. A fix is offered where " +
		"the files leave no doubt about the value; who is right is for a person to decide.",
	Source: upgradeGuide + ", Verify the Response File Before Upgrading, table 3-1",
	Bad:    head + "hub.ip: 10.0.0.9\n" + lbFile,
	Good:   head + "hub.ip: 10.0.0.1\n" + lbFile,
	Fix:    rules.Unsafe,
	Root:   true,
	Site:   true,
	Check: results(Mismatch, func(p *rules.Pass, _ *Core, r Result) {
		options := []rules.Option{rules.Help("%s", r.Do), rules.Mend(r.Fix)}
		for _, e := range r.Evidence {
			options = append(options, rules.SeeIn(e.Source, e.Span, e.say()))
		}
		if r.Assumed != "" {
			options = append(options, rules.Assumed(r.Assumed))
		}
		p.Report(r.Span(), r.Why, options...)
	}),
}

// say tells what a place of evidence shows.
func (e Evidence) say() string {
	switch {
	case e.Agrees && e.Value == "":
		return "agrees"
	case e.Agrees:
		return fmt.Sprintf("%q, which agrees", e.Value)
	case e.Value == "":
		return "does not agree"
	}
	return fmt.Sprintf("%q", e.Value)
}
