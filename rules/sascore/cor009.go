package sascore

import (
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/respfile"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// COR009 reports that tnsnames.ora lacks databases of the mesh.
var COR009 = &rules.Rule{
	ID:       "COR009",
	Name:     "mesh-databases",
	Severity: parsers.Warning,
	Formats:  []string{respfile.SASFormat.ID},
	Since:    "0.1.0",
	Summary:  "The tnsnames.ora of a multimaster core has no name for the database of each core.",
	Why: "A core connects to the database of each facility by a name of its own. Which names those are is said in a file of " +
		"facts, under databases; without it, one name alone is found too few. A core is multimaster with --multimaster, or where truth.vaultPwd has a value.",
	Source: upgradeGuide + ", Preparation for All Multimaster Upgrades (the tnsname of the database); the names of other cores are inferred",
	Bad:    head + "truth.vaultPwd: secret\n-- etc/oratab --\ntruth:/u01:Y\n" + oneDatabase,
	Good:   head + "truth.vaultPwd: secret\n-- etc/oratab --\ntruth:/u01:Y\n" + oneDatabase + "east_truth = (DESCRIPTION=(ADDRESS=(HOST=db2)(PORT=1521)(PROTOCOL=tcp))(CONNECT_DATA=(SERVICE_NAME=truth)))\n",
	Root:   true,
	Site:   true,
	Check: beforeMesh(func(p *rules.Pass, given *answers, facts *respfile.Profile, c *Core) {
		parameter := facts.Parameter("truth.servicename")
		if parameter == nil || parameter.Evidence == nil {
			return
		}
		l := &lookup{Core: c, all: given, facts: facts, parameter: parameter}
		l.nets(func(h *Host, n *tnsFiles) {
			if l.sure(h) && len(n.unread) == 0 {
				c.databases(p, n)
			}
		})
	}),
}

const oneDatabase = "-- var/opt/oracle/tnsnames.ora --\nc43_truth = (DESCRIPTION=(ADDRESS=(HOST=db1)(PORT=1521)(PROTOCOL=tcp))(CONNECT_DATA=(SERVICE_NAME=truth)))\n"

// databases holds the names of a tnsnames.ora against those of the mesh.
func (c *Core) databases(p *rules.Pass, n *tnsFiles) {
	inferred := rules.Assumed("every core is taken to have a name for the database of each other one")
	main := n.files[0].Source()
	targets := make(map[string]bool)
	var names []string
	for _, f := range n.files {
		for e := range f.Entries() {
			if !e.Include() {
				targets[e.Target()] = true
				names = append(names, e.Alias())
			}
		}
	}
	switch {
	case c.Facts != nil && len(c.Facts.databases) > 0:
		for _, d := range c.Facts.databases {
			if !slices.ContainsFunc(n.files, func(f *tnsnames.File) bool { _, ok := f.Entry(d.text); return ok }) {
				p.Report(parsers.Span{}, fmt.Sprintf("there is no entry %q for a database of the mesh", d.text), rules.In(main, parsers.Span{}),
					rules.SeeIn(c.Facts.src, d.span, "named here"), rules.Help("add the entry as the tnsnames.ora of that core has it"), inferred)
			}
		}
	case len(targets) < 2:
		p.Report(parsers.Span{}, fmt.Sprintf("a multimaster core has the names of several databases, and this file has %s", strings.Join(names, ", ")),
			rules.In(main, parsers.Span{}), rules.Help("name the databases of the mesh in a file of facts, under databases"), inferred)
	}
}
