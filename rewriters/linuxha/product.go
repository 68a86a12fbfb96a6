// Package linuxha migrates the configuration files of Linuxha.net, as its
// "1.0.x to 1.1.x Migration Howto" asks for.
package linuxha

import (
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
)

// Product is Linuxha.net.
var Product = rewriters.Product{
	ID:         linuxha.Product,
	Formats:    []string{linuxha.ClconfFormat.ID, linuxha.AppconfFormat.ID},
	Migrations: []rewriters.Migration{Clconf11, Appconf11},
	Next:       next,
}

// unnamed stands for an application whose name is not known.
const unnamed = "<application>"

// next is the commands that rebuild the cluster's or the application's
// configuration.
func next(doc parsers.Document, profiles profile.Set) ([]profile.Next, error) {
	p, err := linuxha.LoadProfile(profiles)
	if err != nil {
		return nil, err
	}
	if _, ok := parsers.As[*linuxha.Clconf](doc); ok {
		return p.Clconf.Next, nil
	}
	app, ok := parsers.As[*linuxha.Appconf](doc)
	if !ok {
		return nil, nil
	}
	name := app.Application(p)
	if name == "" {
		name = unnamed
	}
	var steps []profile.Next
	for _, n := range p.Appconf.Next {
		n.Run = strings.ReplaceAll(n.Run, "{application}", name)
		n.Look = strings.ReplaceAll(n.Look, "{application}", name)
		steps = append(steps, n)
	}
	return steps, nil
}
