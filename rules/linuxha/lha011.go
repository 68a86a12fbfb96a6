package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA011 reports settings that clstart.xml lacks.
var LHA011 = &rules.Rule{
	ID:       "LHA011",
	Name:     "clstart-missing-element",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where its default is documented"},
	Formats:  []string{"clstart"},
	Since:    "0.1.0",
	Summary:  "clstart.xml lacks one of the elements that its man page lists.",
	Why: "The page gives a default for allow_single_node only, which is no. What holds for the others is not documented, " +
		"so say what is meant.",
	Source: manPage,
	Bad:    "-- clstart.xml --\n<clstart_config>\n  <allow_single_node>no</allow_single_node>\n</clstart_config>\n",
	Good: "-- clstart.xml --\n<clstart_config>\n  <allow_single_node>no</allow_single_node>\n  <background_startup>no</background_startup>\n" +
		"  <join_existing_cluster>yes</join_existing_cluster>\n  <autostart_apps>yes</autostart_apps>\n  <timeout>60</timeout>\n</clstart_config>\n",
	Check: settings(func(p *rules.Pass, c *linuxha.Clstart) {
		for _, s := range linuxha.Settings {
			switch {
			case c.Root().Child(s.Name) != nil:
			case s.Unset != "":
				p.Report(c.Root().Start(), fmt.Sprintf("<%s> is missing, so it is %s", s.Name, s.Unset), rules.At(parsers.Info))
			default:
				p.Report(c.Root().Start(), fmt.Sprintf("<%s> is missing, and its default is not documented", s.Name))
			}
		}
	}),
}
