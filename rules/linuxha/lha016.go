package linuxha

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/rules"
)

// LHA016 reports addresses that several applications have, and copies of one
// application's file that differ.
var LHA016 = &rules.Rule{
	ID:       "LHA016",
	Name:     "address-of-two-applications",
	Severity: parsers.Info,
	Formats:  []string{"appconf"},
	Since:    "0.1.0",
	Summary:  "The appconf.xml files of two applications have the same address, or those of one application differ between nodes.",
	Why: "An application has one or more unique IP addresses, which move between the nodes with it, so both nodes describe it alike. Files of one " +
		"application are those with one name for it: equal ones are no finding, and where they differ, only what they say counts, not how it is laid " +
		"out. Which elements hold addresses is not documented, so the profile names them.",
	Source: faq,
	Bad:    "-- etc/cluster/db/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n-- etc/cluster/web/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n",
	Good:   "-- node1/etc/cluster/db/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n-- node2/etc/cluster/db/appconf.xml --\n<app><network ip=\"10.0.0.5\"/></app>\n",
	Check: rules.For(func(p *rules.Pass, a *linuxha.Appconf) {
		facts := known(p)
		if name := a.Application(facts); name != "" {
			p.Export(application, name, parsers.Span{})
		}
		for _, own := range a.OwnAddresses(facts) {
			p.Export(own.Basis.Reason, own.Addr.String(), own.Span)
		}
	}),
	CheckSet: func(p *rules.SetPass) {
		names := make(map[*parsers.Source]string)
		for _, e := range p.Exports {
			if e.Key == application {
				names[e.Source] = e.Value
			}
		}
		sharedAddresses(p, names)
		differingCopies(p, names)
	},
}

// application is the key of exports that are names of applications.
const application = "\x00application"

// because marks a finding with the reason that an address was taken for one of
// an application, which is its export's key; "" is that the profile states it.
func because(e rules.Export) rules.Option {
	if e.Key == "" {
		return func(*rules.Finding) {}
	}
	return rules.Assumed(e.Key)
}

// sharedAddresses reports addresses that another application has.
func sharedAddresses(p *rules.SetPass, names map[*parsers.Source]string) {
	first := make(map[string]rules.Export)
	for _, e := range p.Exports {
		if e.Key == application {
			continue
		}
		before, there := first[e.Value]
		switch {
		case !there:
			first[e.Value] = e
		case before.Source == e.Source, names[e.Source] != "" && names[e.Source] == names[before.Source]:
		default:
			p.Report(e, fmt.Sprintf("%s is an address of %s too", e.Value, before.Source.Name()), rules.SeeExport(before, "the first one"), rules.Help("give one of the two another address"), because(e))
		}
	}
}

// differingCopies holds the files of one application against the first of them.
func differingCopies(p *rules.SetPass, names map[*parsers.Source]string) {
	first := make(map[string]parsers.Document)
	for _, d := range p.Docs {
		name := names[d.Source()]
		before, there := first[name]
		switch {
		case name == "" || parsers.Errors(d.Problems()) > 0:
		case !there:
			first[name] = d
		default:
			at, other, what := difference(before, d)
			if what != "" {
				p.Report(rules.Export{Source: d.Source(), Span: at}, fmt.Sprintf("the application %s is described otherwise in %s: %s", name, before.Source().Name(), what),
					rules.SeeExport(rules.Export{Source: before.Source(), Span: other}, "there"), rules.Help("both nodes of a cluster describe an application alike; find out which file is right"))
			}
		}
	}
}

// difference is the first thing that two files say differently, where it is in
// each, and how many more there are; "" where they say the same.
func difference(a, b parsers.Document) (inB, inA parsers.Span, what string) {
	there := make(map[string]parsers.Value)
	for v := range a.Values() {
		there[v.Path] = v
	}
	var all []string
	note := func(v, other parsers.Value, format string, args ...any) {
		if all = append(all, fmt.Sprintf(format, args...)); len(all) == 1 {
			inB, inA = v.Span, other.Span
		}
	}
	for v := range b.Values() {
		other, ok := there[v.Path]
		delete(there, v.Path)
		switch {
		case !ok:
			note(v, parsers.Value{}, "%s is only here", v.Path)
		case words(v) == words(other):
		case v.Secret || other.Secret:
			note(v, other, "%s is another secret", v.Path)
		default:
			note(v, other, "%s is %q here, and %q there", v.Path, words(v), words(other))
		}
	}
	for v := range a.Values() {
		if _, left := there[v.Path]; left {
			note(parsers.Value{}, v, "%s is only there", v.Path)
		}
	}
	switch n := len(all) - 1; {
	case n < 0:
		return inB, inA, ""
	case n > 0:
		return inB, inA, fmt.Sprintf("%s; and %d more", all[0], n)
	}
	return inB, inA, all[0]
}

// words are a value without the white space that only lays it out.
func words(v parsers.Value) string { return strings.Join(strings.Fields(v.Text), " ") }
