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
	Why:      "Oracle Client, and all that is made with it, such as SQL*Plus, JDBC OCI and the thick modes of drivers, appends NAMES.DEFAULT_DOMAIN to a name without a dot. Thin drivers do not read it, and find the name. Both files are to be checked at once, as when their directory is, or --root given.",
	Source:   reference + ", NAMES.DEFAULT_DOMAIN",
	Bad:      "-- sqlnet.ora --\nNAMES.DEFAULT_DOMAIN = example.com\n-- tnsnames.ora --\nORCL = //db1/orcl\n",
	Good:     "-- sqlnet.ora --\nNAMES.DEFAULT_DOMAIN = example.com\n-- tnsnames.ora --\nORCL, ORCL.EXAMPLE.COM = //db1/orcl\n",
	CheckSet: func(p *rules.SetPass) {
		profiles := profilesOf(p)
		for f := range files(p) {
			if isSqlnet(f) {
				continue
			}
			if sqlnet, ok := profiles.beside(p, f); ok {
				if e, ok := sqlnet.Entry("NAMES.DEFAULT_DOMAIN"); ok && e.Text() != "" {
					unqualified(p, f, e)
				}
			}
		}
	},
}

// unqualified reports the names of a file without a dot that have no twin in
// the default domain.
func unqualified(p *rules.SetPass, f *tnsnames.File, domain tnsnames.Entry) {
	names := make(map[string]bool)
	for d := range definitions(p.Root, f) {
		names[strings.ToUpper(d.Text)] = true
	}
	see := rules.SeeExport(rules.Export{Source: domain.File().Source(), Span: domain.NameSpan()}, "the default domain")
	for d := range definitions(p.Root, f) {
		full := d.Text + "." + strings.Trim(domain.Text(), ".")
		if strings.Contains(d.Text, ".") || names[strings.ToUpper(full)] {
			continue
		}
		names[strings.ToUpper(full)] = true // said once
		options := []rules.Option{see, rules.Help("write %s", full)}
		if d.in != f.Source() {
			options = append(options, rules.SeeExport(d.export(), "the name"))
		}
		p.Report(rules.Export{Source: f.Source(), Span: d.at}, fmt.Sprintf("Oracle Client looks %q up as %q, which is not here; thin drivers find it as it is", d.Text, full), options...)
	}
}
