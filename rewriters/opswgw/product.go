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
	return steps{f, HostOf(f.Source().Name())}.restart(p), nil
}
