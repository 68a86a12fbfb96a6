// Package oraclenet knows what Oracle wants done after a change of Oracle
// Net's files. There are no migrations of them.
package oraclenet

import (
	_ "embed"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/profile"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rewriters"
)

//go:embed profile.yaml
var embedded []byte

// Product is Oracle Net. After a change of sqlnet.ora nothing is to be run:
// clients read it when they start.
var Product = rewriters.Product{
	ID:      product,
	Formats: []string{tnsnames.ListenerFormat.ID, tnsnames.Format.ID},
	Next:    next,
}

const (
	product = "oraclenet"
	unnamed = "<alias>" // stands for a name where the file has several
)

// facts are the profile.
type facts struct {
	profile.Head `yaml:",inline"`
	Listener     steps `yaml:"listener"`
	Tnsnames     steps `yaml:"tnsnames"`
}

type steps struct {
	Next []profile.Next `yaml:"next"`
}

func next(doc parsers.Document, profiles profile.Set) ([]profile.Next, error) {
	var known facts
	if err := profiles.Decode(product, embedded, &known); err != nil {
		return nil, err
	}
	f, ok := parsers.As[*tnsnames.File](doc)
	if !ok {
		return nil, nil
	}
	if doc.Source().Format().ID == tnsnames.ListenerFormat.ID {
		return fill(known.Listener.Next, "{listener}", listeners(f)), nil
	}
	aliases := services(f)
	if len(aliases) != 1 {
		aliases = []string{unnamed}
	}
	return fill(known.Tnsnames.Next, "{alias}", aliases), nil
}

// fill writes each step once for each value of a word in it.
func fill(steps []profile.Next, word string, values []string) []profile.Next {
	var filled []profile.Next
	for _, value := range values {
		for _, n := range steps {
			n.Run = strings.ReplaceAll(n.Run, word, value)
			n.Look = strings.ReplaceAll(n.Look, word, value)
			filled = append(filled, n)
		}
	}
	return filled
}

// listeners are the entries with addresses; LISTENER, the default, where there is none.
func listeners(f *tnsnames.File) []string {
	var names []string
	for e := range f.Entries() {
		for range e.Addresses() {
			names = append(names, e.Name())
			break
		}
	}
	if names == nil {
		names = []string{"LISTENER"}
	}
	return names
}

// services are the net service names.
func services(f *tnsnames.File) []string {
	var names []string
	for e := range f.Entries() {
		if e.Include() {
			continue
		}
		for _, a := range e.Aliases() {
			names = append(names, a.Text)
		}
	}
	return names
}
