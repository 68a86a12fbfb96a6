package linuxha

import (
	_ "embed"
	"fmt"
	"path"
	"sync"

	"cfgtool/parsers/profile"
)

// Product is whose profile this is.
const Product = "linuxha"

//go:embed profile.yaml
var embedded []byte

// Profile is what is known about the files besides their XML, and what is
// assumed about them.
type Profile struct {
	profile.Head `yaml:",inline"`

	Clconf struct {
		Global      Name           `yaml:"global"`      // holds the entries that Ports names
		Connections Name           `yaml:"connections"` // the section of addresses outside the cluster
		Ports       []Port         `yaml:"ports"`       // that 1.1 requires
		Like        Name           `yaml:"like"`        // a pattern, as for path.Match, of other port entries
		Next        []profile.Next `yaml:"next"`        // after a change
	} `yaml:"clconf"`
	Appconf struct {
		Network     Name           `yaml:"network"`     // holds what Dropped names
		Dropped     []Name         `yaml:"dropped"`     // no longer used since 1.1
		Addresses   []Name         `yaml:"addresses"`   // hold addresses of the application, anywhere in the file
		Application []Name         `yaml:"application"` // hold its name, in the root element; the first that is there counts
		Next        []profile.Next `yaml:"next"`        // after a change; {application} stands for its name
	} `yaml:"appconf"`
}

// Name is the name of an element or of an Entry.
type Name struct {
	Name          string `yaml:"name"`
	profile.Basis `yaml:",inline"`
}

// Port is an entry that states the port of a daemon.
type Port struct {
	Name          string `yaml:"name"`
	Daemon        string `yaml:"daemon"`
	Port          int    `yaml:"port"` // 1 to 65535; 0 leaves the number open
	profile.Basis `yaml:",inline"`
}

// Stated reports whether the profile leaves nothing of the entry to assume.
func (p Port) Stated() bool { return !p.Assumed && p.Port != 0 }

// MaxPort is the greatest number of a TCP or UDP port (RFC 9293, section 3.1; RFC 768).
const MaxPort = 65535

// LoadProfile reads the profile that a person gave, or else the embedded one.
// What the given one leaves out is as in the embedded one; an empty list is
// none. A profile that lacks the name or the reason of an assumption, repeats a
// port entry or has a port out of range is an error.
func LoadProfile(given profile.Set) (*Profile, error) {
	builtIn, err := decoded()
	if err != nil {
		return nil, err
	}
	p := *builtIn
	if _, ok := given[Product]; !ok {
		return &p, nil
	}
	site, err := decode(given)
	if err != nil {
		return nil, err
	}
	site.fill(&p)
	return site, nil
}

// fill takes what p leaves out from another profile.
func (p *Profile) fill(from *Profile) {
	orName(&p.Clconf.Global, from.Clconf.Global)
	orName(&p.Clconf.Connections, from.Clconf.Connections)
	orName(&p.Clconf.Like, from.Clconf.Like)
	orName(&p.Appconf.Network, from.Appconf.Network)
	orList(&p.Clconf.Ports, from.Clconf.Ports)
	orList(&p.Clconf.Next, from.Clconf.Next)
	orList(&p.Appconf.Dropped, from.Appconf.Dropped)
	orList(&p.Appconf.Addresses, from.Appconf.Addresses)
	orList(&p.Appconf.Application, from.Appconf.Application)
	orList(&p.Appconf.Next, from.Appconf.Next)
}

func orName(n *Name, from Name) {
	if *n == (Name{}) {
		*n = from
	}
}

func orList[T any](list *[]T, from []T) {
	if *list == nil {
		*list = from
	}
}

// decoded is the embedded profile, read once.
var decoded = sync.OnceValues(func() (*Profile, error) { return decode(nil) })

func decode(given profile.Set) (*Profile, error) {
	p := new(Profile)
	if err := given.Decode(Product, embedded, p); err != nil {
		return nil, err
	}
	check := func(key, name string, basis profile.Basis) error {
		switch {
		case name == "":
			return fmt.Errorf("profile %s: %s has no name", Product, key)
		case basis.Assumed && basis.Reason == "":
			return fmt.Errorf("profile %s: %s: %s is assumed without a reason", Product, key, name)
		}
		return nil
	}
	for key, n := range map[string]Name{"clconf.global": p.Clconf.Global, "clconf.connections": p.Clconf.Connections,
		"clconf.like": p.Clconf.Like, "appconf.network": p.Appconf.Network} {
		if n == (Name{}) {
			continue
		}
		if err := check(key, n.Name, n.Basis); err != nil {
			return nil, err
		}
	}
	if _, err := path.Match(p.Clconf.Like.Name, ""); err != nil {
		return nil, fmt.Errorf("profile %s: clconf.like: %q is no pattern", Product, p.Clconf.Like.Name)
	}
	for key, names := range map[string][]Name{"dropped": p.Appconf.Dropped, "addresses": p.Appconf.Addresses, "application": p.Appconf.Application} {
		for _, n := range names {
			if err := check("appconf."+key, n.Name, n.Basis); err != nil {
				return nil, err
			}
		}
	}
	seen := make(map[string]bool)
	for _, port := range p.Clconf.Ports {
		if err := check("clconf.ports", port.Name, port.Basis); err != nil {
			return nil, err
		}
		if seen[port.Name] {
			return nil, fmt.Errorf("profile %s: clconf.ports has %q twice", Product, port.Name)
		}
		seen[port.Name] = true
		if port.Port < 0 || port.Port > MaxPort {
			return nil, fmt.Errorf("profile %s: clconf.ports: %s is %d, which is not in 1 to %d", Product, port.Name, port.Port, MaxPort)
		}
	}
	return p, nil
}

// PortEntry tells whether an entry of that name states a port, and what that rests on.
func (p *Profile) PortEntry(name string) (profile.Basis, bool) {
	for _, port := range p.Clconf.Ports {
		if port.Name == name {
			return port.Basis, true
		}
	}
	like := p.Clconf.Like
	ok, _ := path.Match(like.Name, name)
	return like.Basis, ok
}
