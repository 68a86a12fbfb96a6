package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cfgtool/cmd/cfgtool/internal/load"
	"cfgtool/parsers/linuxha"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/profile"
	"cfgtool/parsers/respfile"
	"cfgtool/rewriters/change/store"
)

// products are those that have a profile, each with what proves that one can be used.
var products = map[string]func(profile.Set) error{
	linuxha.Product:  func(s profile.Set) error { _, err := linuxha.LoadProfile(s); return err },
	opswgw.Product:   func(s profile.Set) error { _, err := opswgw.LoadProfile(s); return err },
	respfile.Product: func(s profile.Set) error { _, err := respfile.LoadProfile(s); return err },
}

// readProfiles reads the profiles of --profile. Rules take a profile as it is;
// what is wrong with one is said here.
func (a *app) readProfiles() (profile.Set, error) {
	set := profile.Set{}
	for _, path := range a.profilePaths {
		if err := trustworthy(path); err != nil {
			return nil, err
		}
		data, err := store.ReadFile(path, a.limit)
		if err != nil {
			return nil, fmt.Errorf("--profile %w", err)
		}
		if err := set.Add(path, data); err != nil {
			return nil, err
		}
	}
	for _, product := range slices.Sorted(maps.Keys(set)) {
		prove, known := products[product]
		if !known {
			return nil, fmt.Errorf("--profile %s: it is for the product %s, which is not known; there are %s",
				load.Quote(set[product].Name), load.Quote(product), strings.Join(slices.Sorted(maps.Keys(products)), ", "))
		}
		if err := prove(set); err != nil {
			return nil, err
		}
	}
	return set, nil
}
