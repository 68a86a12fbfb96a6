package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/cmd/cfgtool/internal/report"
)

// overridable are the refusals that a person may override with --accept, by their
// names, each with what is done then.
var overridable = [][2]string{
	{"new-findings", "write a change after which the rules find an error or a warning that they do not find now"},
	{"no-backup", "disable the listener for an agent gateway that has no other way to a core, or remove its last other way while the listener is disabled"},
}

// acceptance is one NAME[:PLACE][=TEXT] of --accept: a refusal that does not hold,
// where (everywhere, if that is empty), and why.
type acceptance struct{ name, place, text string }

func (a acceptance) String() string {
	if a.place != "" {
		a.name += ":" + a.place
	}
	if a.text != "" {
		a.name += "=" + a.text
	}
	return a.name
}

// acceptances are all of a command line. They are a flag that can be repeated.
type acceptances struct {
	given  []acceptance
	needed []string // what did override a refusal, as it is recorded
}

func (a *acceptances) String() string { return "" }

// Type is what the help shows where the usage names nothing.
func (a *acceptances) Type() string { return "acceptance" }

// Set reads one, of a name that is known.
func (a *acceptances) Set(value string) error {
	if value == "" {
		return errors.New("it is empty")
	}
	one := acceptance{name: value}
	if i := strings.IndexAny(value, ":="); i >= 0 {
		one.name = value[:i]
		place, text, _ := strings.Cut(value[i:], "=")
		one.place, one.text = strings.TrimPrefix(place, ":"), text
	}
	names := make([]string, len(overridable))
	for i, known := range overridable {
		if names[i] = known[0]; one.name == known[0] {
			a.given = append(a.given, one)
			return nil
		}
	}
	return fmt.Errorf("no refusal has this name%s", meant(one.name, names))
}

// accepted reports whether the person overrides a refusal by its name, and records it
// with the change if so. Places are what PLACE may say for it, such as the file as it
// is named and a rule's ID. A command that refuses does it so:
//
//	if lonely && !w.accepted("no-backup", file) {
//		return fmt.Errorf("%s: …; add a tunnel first, or accept it with --accept no-backup", load.Quote(file))
//	}
func (w *writing) accepted(name string, places ...string) bool {
	for _, one := range w.accept.given {
		if one.name == name && (one.place == "" || slices.ContainsFunc(places, one.at)) {
			w.overrides(one.String())
			return true
		}
	}
	return false
}

// overrides records with the change that a refusal was overridden.
func (w *writing) overrides(what string) {
	if !slices.Contains(w.accept.needed, what) {
		w.accept.needed = append(w.accept.needed, what)
	}
}

// at reports whether the place is the one that is meant; paths may be spelt otherwise.
func (a acceptance) at(place string) bool {
	return strings.EqualFold(a.place, place) || filepath.Clean(a.place) == filepath.Clean(place)
}

// idle says which of --accept nothing needed, so that nobody relies on them.
func (a *app) idle(w *writing) {
	for _, one := range w.accept.given {
		if !slices.Contains(w.accept.needed, one.String()) {
			a.say("note: --accept %s: there is nothing that needs it", load.Quote(one.String()))
		}
	}
}

// explainAccept lists the refusals that can be overridden.
func (a *app) explainAccept(s sink) error {
	width := cmp.Or(a.palette(s.Writer).Columns, 80)
	fmt.Fprintln(s, report.Wrap("--accept NAME[:PLACE][=TEXT] overrides one refusal of a writing command, everywhere or at PLACE (a file, or a rule's ID), and records it with TEXT, the reason.", width, "")+"\n")
	t := report.Table{Gives: 1, Wraps: true}
	for _, known := range overridable {
		t.Row(known[0], known[1])
	}
	return t.Write(s, a.palette(s.Writer))
}
