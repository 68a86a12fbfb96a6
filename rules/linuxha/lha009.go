package linuxha

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA009 reports a clstart.xml with another root element.
var LHA009 = &rules.Rule{
	ID:       "LHA009",
	Name:     "clstart-root",
	Severity: parsers.Error,
	Formats:  []string{"clstart"},
	Since:    "0.1.0",
	Summary:  "The root element of clstart.xml is not clstart_config.",
	Why:      "clstartup(1M) reads the file at boot and finds none of its settings.",
	Source:   manPage,
	Bad:      "-- clstart.xml --\n<clstart>\n  <timeout>60</timeout>\n</clstart>\n",
	Good:     "-- clstart.xml --\n<clstart_config>\n  <timeout>60</timeout>\n</clstart_config>\n",
	Check: rules.For(func(p *rules.Pass, c *linuxha.Clstart) {
		if root := c.Root(); root != nil && root.Name() != linuxha.StartRoot {
			p.Report(root.Start(), fmt.Sprintf("the root element is <%s>, and is to be <%s>", root.Name(), linuxha.StartRoot))
		}
	}),
}
