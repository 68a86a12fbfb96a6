package linuxha

import (
	"path"
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rules"
)

// LHA002 reports that known connections are missing. It is a warning where the
// cluster is at 1.1 or later, and else worth knowing.
var LHA002 = &rules.Rule{
	ID:       "LHA002",
	Name:     "missing-known-connections",
	Severity: parsers.Warning,
	Milder:   map[parsers.Severity]string{parsers.Info: "where the version is not known to be 1.1 or later"},
	Formats:  []string{"clconf"},
	Since:    "0.1.0",
	Summary:  "There is no top level section net_known_connections.",
	Why: "From 1.1 on, its addresses help the cluster to tell whether its network is partitioned. " +
		"They are outside the cluster and answer ping: routers, firewalls, Internet sites. The howto recommends the section highly. " +
		"It is a warning where the VERSION file under --root says 1.1 or later, or the file has port entries of 1.1.",
	Source: howto + ", Required clconf.xml Changes",
	Bad:    "-- etc/cluster/VERSION --\n1.1.01\n-- etc/cluster/clconf.xml --\n<clconf>\n  <global/>\n</clconf>\n",
	Good:   "-- etc/cluster/VERSION --\n1.1.01\n-- etc/cluster/clconf.xml --\n<clconf>\n  <global/>\n  <net_known_connections>\n  192.168.1.1\n  </net_known_connections>\n</clconf>\n",
	Check: rules.For(func(p *rules.Pass, c *linuxha.Clconf) {
		root, facts := c.Root(), known(p)
		if root == nil {
			return
		}
		name := facts.Clconf.Connections.Name
		sections := c.Sections(facts)
		if slices.ContainsFunc(sections, func(e *xmlconf.Element) bool { return e.Parent() == root }) {
			return
		}
		if len(sections) > 0 {
			p.Report(sections[0].Start(), name+" is a top level section, and stands in another element here",
				rules.Help("move it into the root element"))
			return
		}
		options := []rules.Option{rules.Help("cfgtool migrate clconf.xml --to 1.1 --known-connection IP adds it")}
		switch {
		case installed11(p):
		case hasPorts(c, facts):
			options = append(options, rules.Assumed("the file has port entries, which came with 1.1"))
		default:
			options = append(options, rules.At(parsers.Info))
		}
		p.Report(root.Start(), "there is no section "+name+", which is highly recommended from 1.1 on", options...)
	}),
}

// hasPorts reports whether the file has one of the port entries that 1.1 requires.
func hasPorts(c *linuxha.Clconf, facts *linuxha.Profile) bool {
	return slices.ContainsFunc(c.PortEntries(facts), func(e linuxha.Entry) bool {
		return slices.ContainsFunc(facts.Clconf.Ports, func(port linuxha.Port) bool { return port.Name == e.Name })
	})
}

// installed11 reports whether the root's VERSION says 1.1 or later.
func installed11(p *rules.Pass) bool {
	if p.Root == nil {
		return false
	}
	v, err := linuxha.ReadVersion(p.Root, path.Join(linuxha.ClusterDir, linuxha.VersionFile))
	least, _ := linuxha.ParseVersion("1.1")
	return err == nil && !v.Less(least)
}
