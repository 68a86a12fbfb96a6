// Package sascore knows what an Opsware SAS core wants done after a change of
// its files, besides those of its gateways.
package sascore

import (
	_ "embed"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
)

//go:embed profile.yaml
var embedded []byte

const product = "sas-core"

// Product is an Opsware SAS core with its dhcpd.conf. It has no migrations.
var Product = rewriters.Product{ID: product, Formats: []string{"dhcpd"}, Next: next}

// next is how the DHCP server of a Boot Server is restarted; another one is not
// the core's.
func next(doc parsers.Document, profiles profile.Set) ([]profile.Next, error) {
	name := strings.ReplaceAll(doc.Source().Name(), `\`, "/")
	if !strings.HasSuffix(path.Join("/", name), "/etc/opt/opsware/dhcpd/dhcpd.conf") {
		return nil, nil
	}
	var p struct {
		profile.Head `yaml:",inline"`
		Next         []profile.Next `yaml:"next"`
	}
	if err := profiles.Decode(product, embedded, &p); err != nil {
		return nil, err
	}
	return p.Next, nil
}
