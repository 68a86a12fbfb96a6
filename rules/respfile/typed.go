package respfile

import (
	"fmt"
	"iter"

	"cfgtool/parsers/respfile"
	"cfgtool/rules"
)

// few begins the examples of rules on one value: enough known parameters.
const few = "-- resp.20080301 --\ntruth.servicename: c43_truth\ntruth.dcDispNm: New York\ncgw_address: core1\ncgw_proxy_port: 3001\ncgw_admin_port: 8085\n"

// typed makes a check of the values of one type: what says that one is none. A
// value that is blank, or secret, is not looked at.
func typed(name, what string) func(*rules.Pass) {
	return answers(func(p *rules.Pass, f *respfile.File, facts *respfile.Profile, all iter.Seq[answer]) {
		kind := facts.Type(name)
		for a := range all {
			if a.Parameter == nil || a.Type != name || a.Secret || f.Secret(a.key) || a.value == "" || kind.Accepts(a.value) {
				continue
			}
			p.Report(a.Line.Value(), fmt.Sprintf("%s is %q, which is %s", a.key, a.value, what), look(facts, a.Parameter), assumed(kind.Assumed, kind.Reason))
		}
	})
}
