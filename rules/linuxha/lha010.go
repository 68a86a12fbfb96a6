package linuxha

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/spelling"
	"cfgtool/rules"
)

// LHA010 reports what the man page of clstart.xml does not know.
var LHA010 = &rules.Rule{
	ID:       "LHA010",
	Name:     "clstart-unknown-element",
	Severity: parsers.Warning,
	Formats:  []string{"clstart"},
	Since:    "0.1.0",
	Summary:  "An element of clstart.xml is none that its man page lists.",
	Why:      "It is likely misspelt, and the setting that was meant does not count. The page lists allow_single_node, background_startup, join_existing_cluster, autostart_apps and timeout.",
	Source:   manPage,
	Bad:      "-- clstart.xml --\n<clstart_config>\n  <time_out>60</time_out>\n</clstart_config>\n",
	Good:     "-- clstart.xml --\n<clstart_config>\n  <timeout>60</timeout>\n</clstart_config>\n",
	Check: settings(func(p *rules.Pass, c *linuxha.Clstart) {
		for e := range linuxha.Entries(c.File, c.Root()) {
			_, ok := linuxha.SettingNamed(e.Name)
			switch {
			case e.Child == nil && strings.HasPrefix(e.Name, "xml"): // XML's own
			case e.Child == nil && ok:
				p.Report(e.Span, fmt.Sprintf("%s is an attribute here, and is to be an element", e.Name))
			case e.Child == nil:
				p.Report(e.Span, fmt.Sprintf("the attribute %s is not known", e.Name), likeSetting(e.Name))
			case !ok:
				p.Report(e.Child.Start(), fmt.Sprintf("the element <%s> is not known", e.Name), likeSetting(e.Name))
			}
		}
	}),
}

// likeSetting names the setting that may be meant, or all that there are.
func likeSetting(name string) rules.Option {
	var names []string
	for _, s := range linuxha.Settings {
		if spelling.Distance(strings.ToLower(name), s.Name, 3) < 3 {
			return rules.Help("did you mean %s?", s.Name)
		}
		names = append(names, s.Name)
	}
	return rules.Help("the settings are %s", strings.Join(names, ", "))
}
