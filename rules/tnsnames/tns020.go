package tnsnames

import (
	"fmt"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS020 reports names that Oracle Client completes to others.
var TNS020 = &rules.Rule{
	ID:       "TNS020",
	Name:     "default-domain",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "sqlnet"},
	Since:    "0.1.0",
	Summary:  "A name without a domain is not found, since the sqlnet.ora beside it sets a default domain.",
	Why:      "Oracle Client, and all that is made with it, such as SQL*Plus, JDBC OCI and the thick modes of drivers, appends NAMES.DEFAULT_DOMAIN to a name without a dot. Thin drivers do not read it, and find the name. Both files are to be checked at once, as when their directory is.",
	Source:   reference + ", NAMES.DEFAULT_DOMAIN",
	Bad:      "-- sqlnet.ora --\nNAMES.DEFAULT_DOMAIN = example.com\n-- tnsnames.ora --\nORCL = //db1/orcl\n",
	Good:     "-- sqlnet.ora --\nNAMES.DEFAULT_DOMAIN = example.com\n-- tnsnames.ora --\nORCL, ORCL.EXAMPLE.COM = //db1/orcl\n",
	CheckSet: func(p *rules.SetPass) {
		domains := make(map[string]rules.Export) // by directory
		names := make(map[string]bool)           // of tnsnames.ora, with their directory
		isDomain := func(e rules.Export) bool { return e.Source.Format().ID == tnsnames.SqlnetFormat.ID }
		for _, e := range p.Exports {
			if isDomain(e) {
				domains[e.Key] = e
			} else {
				names[path.Join(e.Key, strings.ToUpper(e.Value))] = true
			}
		}
		for _, e := range p.Exports {
			domain, ok := domains[e.Key]
			if !ok || isDomain(e) || strings.Contains(e.Value, ".") {
				continue
			}
			if full := e.Value + "." + domain.Value; !names[path.Join(e.Key, strings.ToUpper(full))] {
				p.Report(e, fmt.Sprintf("Oracle Client looks %q up as %q, which is not here; thin drivers find it as it is", e.Value, full),
					rules.SeeExport(domain, "the default domain"))
			}
		}
	},
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		if f.Source().Format().ID == tnsnames.SqlnetFormat.ID {
			if e, ok := f.Entry("NAMES.DEFAULT_DOMAIN"); ok && e.Text() != "" {
				p.Export(p.Dir(), strings.Trim(e.Text(), "."), e.NameSpan())
			}
			return
		}
		for e := range f.Entries() {
			if e.Include() {
				continue
			}
			for _, a := range e.Aliases() {
				p.Export(p.Dir(), a.Text, a.Span)
			}
		}
	}),
}
