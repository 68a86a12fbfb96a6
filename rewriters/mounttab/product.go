// Package mounttab knows what a host wants done after a change of its mount tables.
package mounttab

import (
	_ "embed"

	"cfgtool/parsers"
	"cfgtool/parsers/mounttab"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
)

//go:embed profile.yaml
var embedded []byte

const product = "mounttab"

// Product is a Linux host with its fstab. It has no migrations.
var Product = rewriters.Product{ID: product, Formats: []string{string(mounttab.Fstab)}, Next: next}

// next is how systemd and the kernel learn of the change.
func next(_ parsers.Document, profiles profile.Set) ([]profile.Next, error) {
	var p struct {
		profile.Head `yaml:",inline"`
		Next         []profile.Next `yaml:"next"`
	}
	if err := profiles.Decode(product, embedded, &p); err != nil {
		return nil, err
	}
	return p.Next, nil
}
