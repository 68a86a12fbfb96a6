package opswgw

import (
	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
)

// Product is Opsware SAS. Its files change by tunnels and listeners, not by migrations.
var Product = rewriters.Product{ID: opswgw.Product, Formats: []string{opswgw.Format.ID}, Next: next}

// next is how a gateway is restarted after any change of its file.
func next(doc parsers.Document, profiles profile.Set) ([]profile.Next, error) {
	f, ok := parsers.As[*opswgw.File](doc)
	if !ok {
		return nil, nil
	}
	p, err := opswgw.LoadProfile(profiles)
	if err != nil {
		return nil, err
	}
	return restart(f, p), nil
}

// restart is how f's gateway is restarted, with what to do where the guide does
// not say.
func restart(f *opswgw.File, p *opswgw.Profile) []profile.Next {
	kind := p.Of(f.Gateway().Kind)
	switch {
	case len(kind.Next) > 0:
		return kind.Next
	case len(kind.Enabled) > 0:
		return kind.Enabled
	}
	return []profile.Next{{Look: "restart this gateway: neither its directory nor its Gateway entry tells by which command"}}
}
