package tnsnames

import (
	"path"
	"path/filepath"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
)

// TNS021 reports profiles that leave tnsnames.ora out.
var TNS021 = &rules.Rule{
	ID:       "TNS021",
	Name:     "no-tnsnames-method",
	Severity: parsers.Warning,
	Formats:  []string{"tnsnames", "sqlnet"},
	Since:    "0.1.0",
	Summary:  "NAMES.DIRECTORY_PATH does not list TNSNAMES.",
	Why:      "Clients then do not look names up in tnsnames.ora: ORA-12154 for names that are in it. It is right where names come from a directory or are Easy Connect strings only. With --root, a sqlnet.ora without a tnsnames.ora beside it is left alone, and one that was not named is found.",
	Help:     "add TNSNAMES to NAMES.DIRECTORY_PATH",
	Source:   reference + ", NAMES.DIRECTORY_PATH",
	Bad:      "-- sqlnet.ora --\nNAMES.DIRECTORY_PATH = (LDAP, EZCONNECT)\n-- tnsnames.ora --\nORCL = //db1/orcl\n",
	Good:     "-- sqlnet.ora --\nNAMES.DIRECTORY_PATH = (TNSNAMES, EZCONNECT)\n-- tnsnames.ora --\nORCL = //db1/orcl\n",
	CheckSet: func(p *rules.SetPass) {
		named := make(map[string]bool) // directories of the tnsnames.ora of the run
		for f := range files(p) {
			if !isSqlnet(f) {
				named[directory(f)] = true
			}
		}
		profiles := profilesOf(p)
		for f := range files(p) {
			if !isSqlnet(f) {
				hidden(p, profiles, f)
				continue
			}
			e, without := leavesOut(f)
			if !without {
				continue
			}
			_, rooted := within(p.Root, f.Source())
			_, there := beside(p.Root, f.Source(), "tnsnames.ora", tnsnames.Format)
			if named[directory(f)] || there || !rooted { // else there are no names to be found
				p.Report(rules.Export{Source: f.Source(), Span: e.NameSpan()}, "NAMES.DIRECTORY_PATH does not list TNSNAMES, so names in tnsnames.ora are not found")
			}
		}
	},
}

// hidden reports a tnsnames.ora that a sqlnet.ora beside it, which is checked
// only for it, leaves out.
func hidden(p *rules.SetPass, known profiles, f *tnsnames.File) {
	if _, ok := known[directory(f)]; ok || !strings.EqualFold(path.Base(filepath.ToSlash(f.Source().Name())), "tnsnames.ora") {
		return
	}
	sqlnet, ok := known.beside(p, f)
	if !ok {
		return
	}
	e, without := leavesOut(sqlnet)
	if !without {
		return
	}
	for own := range f.Entries() {
		p.Report(rules.Export{Source: f.Source(), Span: own.NameSpan()}, "the sqlnet.ora beside this file does not list TNSNAMES in NAMES.DIRECTORY_PATH, so Oracle Client finds no name of it",
			rules.SeeExport(rules.Export{Source: sqlnet.Source(), Span: e.NameSpan()}, "the methods"))
		return
	}
}

// leavesOut reports whether a sqlnet.ora lists naming methods, without TNSNAMES.
func leavesOut(f *tnsnames.File) (tnsnames.Entry, bool) {
	e, ok := f.Entry("NAMES.DIRECTORY_PATH")
	if !ok {
		return e, false
	}
	methods := []string{e.Text()}
	for q := range e.All() {
		methods = append(methods, q.Text())
	}
	return e, !strings.Contains(strings.ToUpper(strings.Join(methods, ",")), "TNSNAMES")
}
