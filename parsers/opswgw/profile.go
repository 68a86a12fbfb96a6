package opswgw

import (
	_ "embed"
	"fmt"
	"strings"

	"cfgtool/parsers/profile"
)

// Product is whose profile this is.
const Product = "opswgw"

//go:embed profile.yaml
var embedded []byte

// Profile is what is known about gateways besides the shape of their files.
type Profile struct {
	profile.Head `yaml:",inline"`

	Listener struct { // of a core gateway, for tunnels
		Port          uint16 `yaml:"port"`
		profile.Basis `yaml:",inline"`
	} `yaml:"listener"`
	Local struct { // of a core gateway, for the agent gateway of its host
		Listener      string `yaml:"listener"`
		profile.Basis `yaml:",inline"`
	} `yaml:"local"`
	Backup struct { // what a backup tunnel gets
		Cost          uint32 `yaml:"cost"`
		Bandwidth     uint32 `yaml:"bandwidth"`
		profile.Basis `yaml:",inline"`
	} `yaml:"backup"`
	Required Names         `yaml:"required"` // entries that every gateway has
	Single   Names         `yaml:"single"`   // entries that make sense once
	Truth    Names         `yaml:"truth"`    // entries that are true or false
	Level    Range         `yaml:"level"`
	Cost     Range         `yaml:"cost"`
	Gateways []GatewayKind `yaml:"gateways"`
}

// Names is a list of entries without "opswgw.".
type Names struct {
	Names         []string `yaml:"names"`
	profile.Basis `yaml:",inline"`
}

// Range is the numbers from Least to Most.
type Range struct {
	Least         uint32 `yaml:"least"`
	Most          uint32 `yaml:"most"`
	profile.Basis `yaml:",inline"`
}

// Fault says why a field is no number of the range, or "". A range that the profile
// leaves out holds every number.
func (r Range) Fault(f Field) string {
	n, ok := f.Number()
	switch {
	case r == (Range{}) && !digits(f.Text):
		return "is no number"
	case r != (Range{}) && (!ok || n < r.Least || n > r.Most):
		return fmt.Sprintf("is no number from %d to %d", r.Least, r.Most)
	}
	return ""
}

// GatewayKind is what is known about one kind of gateway.
type GatewayKind struct {
	Kind         Kind           `yaml:"kind"`
	Files        []Location     `yaml:"files"`        // where its properties are
	Certificates []Location     `yaml:"certificates"` // where its certificate may be, the likeliest first
	Next         []profile.Next `yaml:"next"`         // after its tunnels changed
	Verify       []profile.Next `yaml:"verify"`       // for each core gateway that it got a tunnel to
	Disabling    []profile.Next `yaml:"disabling"`    // before its listener is disabled
	Disabled     []profile.Next `yaml:"disabled"`     // and after
	Enabling     []profile.Next `yaml:"enabling"`     // before its listener is enabled
	Enabled      []profile.Next `yaml:"enabled"`      // and after
}

// Location is a path in which braces and "*" may stand for names.
type Location struct {
	Path          string `yaml:"path"`
	profile.Basis `yaml:",inline"`
}

// LoadProfile reads the profile that a person gave, or else the embedded one.
func LoadProfile(given profile.Set) (*Profile, error) {
	p := new(Profile)
	if err := given.Decode(Product, embedded, p); err != nil {
		return nil, err
	}
	if p.Listener.Port == 0 {
		return nil, fmt.Errorf("profile %s: listener.port is missing", Product)
	}
	if _, err := ParsePeer(p.Local.Listener); err != nil {
		return nil, fmt.Errorf("profile %s: local.listener: %w", Product, err)
	}
	return p, nil
}

// Of is what is known about a kind; nothing of an unknown one.
func (p *Profile) Of(kind Kind) GatewayKind {
	for _, g := range p.Gateways {
		if g.Kind == kind {
			return g
		}
	}
	return GatewayKind{Kind: kind}
}

// Certificates are the places where the certificate of f's gateway may be, the
// likeliest first. A place whose name needs what f does not tell is left out.
func (p *Profile) Certificates(f *File) []string {
	g := f.Gateway()
	var paths []string
	for _, l := range p.Of(g.Kind).Certificates {
		path, ok := fill(l.Path, map[string]string{"facility": g.Facility, "gateway": f.Text("Gateway")})
		if ok {
			paths = append(paths, path)
		}
	}
	return paths
}

// fill replaces the words in braces, and reports whether it knew them all.
func fill(text string, words map[string]string) (string, bool) {
	for word, value := range words {
		if value != "" && !strings.Contains(value, "/") {
			text = strings.ReplaceAll(text, "{"+word+"}", value)
		}
	}
	return text, !strings.ContainsAny(text, "{}")
}
