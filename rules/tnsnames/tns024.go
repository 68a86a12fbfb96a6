package tnsnames

import (
	"fmt"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS024 reports files that two clients do not read alike.
var TNS024 = &rules.Rule{
	ID:       "TNS024",
	Name:     "clients-differ",
	Severity: parsers.Error,
	Milder:   map[parsers.Severity]string{parsers.Warning: "where no client refuses the file"},
	Formats:  []string{"tnsnames"},
	Since:    "0.1.0",
	Summary:  "The file works in one client and fails in the other.",
	Why:      "Oracle's own two drivers do not read tnsnames.ora alike: node-oracledb reads lines, python-oracledb counts parentheses, and neither follows Oracle's rules throughout. The finding tells which names each of them lacks. It is an error where one refuses the file. Where that is for a missing parenthesis, TNS001 tells the names instead. With --root, files that IFILE includes are compared, too; a relative IFILE is looked for in two places.",
	Help:     "mend the syntax here, so that all clients read the same",
	Source:   drivers,
	Bad:      "-- tnsnames.ora --\nORCL,\nTEST = //db1/orcl\n",
	Good:     "-- tnsnames.ora --\nORCL, TEST = //db1/orcl\n",
	Check: rules.For(func(p *rules.Pass, f *tnsnames.File) {
		if message, severity := differ(f); message != "" {
			p.Report(firstProblem(f), "this file "+message, rules.At(severity))
		}
		included := false
		for e := range f.Entries() {
			if !e.Include() {
				continue
			}
			included = true
			if name := e.Text(); name != "" && !path.IsAbs(name) && !strings.ContainsAny(name, "$%?\\") {
				p.Report(e.ValueSpan(), fmt.Sprintf("python-oracledb looks for %q beside this file, node-oracledb in the working directory", name), rules.At(parsers.Warning), rules.Help("write an absolute name"))
			}
		}
		if !included {
			return
		}
		for i := range inclusions(p.Root, f) {
			if i.file == nil {
				continue
			}
			name := i.file.Source().Name()
			if message, severity := differ(i.file); message != "" {
				p.Report(i.site.ValueSpan(), fmt.Sprintf("the included file %s %s", name, message),
					rules.At(severity), rules.SeeExport(rules.Export{Source: i.file.Source(), Span: firstProblem(i.file)}, "here"))
			}
			if i.depth == nodeDepth+1 {
				p.Report(i.site.ValueSpan(), fmt.Sprintf("python-oracledb reads %s, node-oracledb does not: it follows IFILE %d files deep", name, nodeDepth), rules.At(parsers.Warning))
			}
		}
	}),
}

// nodeDepth is MAX_IFILE_DEPTH of node-oracledb.
const nodeDepth = 4

// differ tells how two clients do not read a file alike, "" where they do, and
// where the problem of a missing parenthesis tells it.
func differ(f *tnsnames.File) (message string, severity parsers.Severity) {
	if f.CutOff() {
		return "", 0
	}
	message, refused := f.Difference()
	if refused {
		return message, parsers.Error
	}
	return message, parsers.Warning
}

// firstProblem is the first place that the parser reports, or the file's start.
func firstProblem(f *tnsnames.File) parsers.Span {
	for _, p := range f.Problems() {
		return p.Span
	}
	return parsers.Span{}
}
