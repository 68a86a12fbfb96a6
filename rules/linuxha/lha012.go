package linuxha

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA012 reports settings that are neither yes nor no.
var LHA012 = &rules.Rule{
	ID:       "LHA012",
	Name:     "clstart-yes-no",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "for Yes, NO and the like"},
	Formats:  []string{"clstart"},
	Since:    "0.1.0",
	Summary:  "A setting of clstart.xml is neither yes nor no.",
	Why: "allow_single_node, background_startup, join_existing_cluster and autostart_apps are yes or no. " +
		"They decide whether a node that boots alone forms a cluster, so a value that is read as the other one is dangerous. " +
		"Whether Yes and YES count as well is not documented, which is a warning.",
	Source: manPage,
	Bad:    "-- clstart.xml --\n<clstart_config>\n  <allow_single_node>maybe</allow_single_node>\n</clstart_config>\n",
	Good:   "-- clstart.xml --\n<clstart_config>\n  <allow_single_node>no</allow_single_node>\n</clstart_config>\n",
	Check: settings(func(p *rules.Pass, c *linuxha.Clstart) {
		for e := range linuxha.Entries(c.File, c.Root()) {
			s, ok := linuxha.SettingNamed(e.Name)
			switch {
			case !ok || s.Number || e.Child == nil || e.Value == "yes" || e.Value == "no":
			case strings.EqualFold(e.Value, "yes"), strings.EqualFold(e.Value, "no"):
				p.Report(inside(e), fmt.Sprintf("%s is %q; only %s is documented", e.Name, e.Value, strings.ToLower(e.Value)), rules.At(parsers.Warning))
			default:
				p.Report(inside(e), fmt.Sprintf("%s is %q, and is to be yes or no", e.Name, e.Value))
			}
		}
	}),
}
