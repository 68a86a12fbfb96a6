package tnsnames

import (
	"fmt"
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
		for f := range files(p) {
			if !isSqlnet(f) {
				continue
			}
			if e, ok := f.Entry("NAMES.DEFAULT_DOMAIN"); ok && e.Text() != "" {
				domains[directory(f)] = rules.Export{Value: strings.Trim(e.Text(), "."), Source: f.Source(), Span: e.NameSpan()}
			}
		}
		for f := range files(p) {
			if domain, ok := domains[directory(f)]; ok && !isSqlnet(f) {
				unqualified(p, f, domain)
			}
		}
	},
}

// unqualified reports the names of a file without a dot that have no twin in
// the default domain.
func unqualified(p *rules.SetPass, f *tnsnames.File, domain rules.Export) {
	names := make(map[string]bool)
	for _, a := range f.Names() {
		names[strings.ToUpper(a.Text)] = true
	}
	for _, a := range f.Names() {
		if full := a.Text + "." + domain.Value; !strings.Contains(a.Text, ".") && !names[strings.ToUpper(full)] {
			p.Report(rules.Export{Source: f.Source(), Span: a.Span}, fmt.Sprintf("Oracle Client looks %q up as %q, which is not here; thin drivers find it as it is", a.Text, full),
				rules.SeeExport(domain, "the default domain"))
		}
	}
}
