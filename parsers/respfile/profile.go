package respfile

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"cfgtool/parsers/profile"
)

// Product is whose profile this is.
const Product = "sas-resp"

//go:embed profile.yaml
var embedded []byte

// Profile is what is known about the parameters of Opsware SAS.
type Profile struct {
	profile.Head `yaml:",inline"`

	Types      []Type      `yaml:"types"`
	Needs      []Need      `yaml:"needs"`
	Servers    []Server    `yaml:"servers"`
	Parameters []Parameter `yaml:"parameters"`

	byName map[string]*Parameter // in small letters, with the variants
}

// Type is what the values of a parameter look like.
type Type struct {
	Name          string           `yaml:"name"`
	profile.Basis `yaml:",inline"` // of giving it to the parameters that have it
}

// The types whose values are checked; those of text are not.
const (
	TypeText     = "text"
	TypeInteger  = "integer"
	TypePort     = "port"
	TypeHost     = "host" // a name or an address
	TypeIP       = "ip"
	TypePath     = "path" // an absolute one
	TypeDomain   = "domain"
	TypeLocale   = "locale"
	TypeName     = "name"     // a part of a path
	TypeGateways = "gateways" // address:port, joined by commas
)

// Need is what a parameter is there for.
type Need struct {
	Name          string `yaml:"name"`
	profile.Basis `yaml:",inline"`
}

// The needs.
const (
	ForUpgrade     = "upgrade"
	ForSatellite   = "satellite"   // the upgrade of a satellite only
	ForMultimaster = "multimaster" // multimaster cores only
	ForUninstall   = "uninstall"   // not for upgrades, but to uninstall
	ForNoUpgrade   = "no upgrade"  // not for upgrades
)

// Parameter is one answer of a response file.
type Parameter struct {
	Name          string    `yaml:"name"`
	Variants      []Variant `yaml:"variants"` // other names of it
	Type          string    `yaml:"type"`
	Secret        bool      `yaml:"secret"`
	Need          string    `yaml:"need"`
	Look          string    `yaml:"look"`     // how its value is verified
	Server        string    `yaml:"server"`   // the name of the server to look at; "" where no source tells
	Evidence      *Evidence `yaml:"evidence"` // the files that show its value; nil where only a person can see it
	profile.Basis `yaml:",inline"`
}

// Variant is another name of a parameter.
type Variant struct {
	Name          string `yaml:"name"`
	profile.Basis `yaml:",inline"`
}

// LoadProfile reads the profile that a person gave, or else the embedded one.
// It must not be changed.
func LoadProfile(given profile.Set) (*Profile, error) {
	if _, ok := given[Product]; !ok {
		return known(), nil
	}
	return load(given)
}

func load(given profile.Set) (*Profile, error) {
	p := new(Profile)
	if err := given.Decode(Product, embedded, p); err != nil {
		return nil, err
	}
	p.byName = make(map[string]*Parameter)
	for i := range p.Parameters {
		parameter := &p.Parameters[i]
		if p.Type(parameter.Type).Name == "" {
			return nil, fmt.Errorf("profile %s: parameter %q: there is no type %q", Product, parameter.Name, parameter.Type)
		}
		if p.Need(parameter.Need).Name == "" {
			return nil, fmt.Errorf("profile %s: parameter %q: there is no need %q", Product, parameter.Name, parameter.Need)
		}
		if parameter.Server != "" && p.Server(parameter.Server).Name == "" {
			return nil, fmt.Errorf("profile %s: parameter %q: there is no server %q", Product, parameter.Name, parameter.Server)
		}
		if e := parameter.Evidence; e != nil && !slices.Contains(EvidenceKinds, e.Kind) {
			return nil, fmt.Errorf("profile %s: parameter %q: there is no kind of evidence %q; there are %s", Product, parameter.Name, e.Kind, strings.Join(EvidenceKinds, ", "))
		}
		names := []string{parameter.Name}
		for _, v := range parameter.Variants {
			names = append(names, v.Name)
		}
		for _, name := range names {
			name = strings.ToLower(name)
			if name == "" || p.byName[name] != nil {
				return nil, fmt.Errorf("profile %s: the parameter %q is empty or given twice", Product, name)
			}
			p.byName[name] = parameter
		}
	}
	return p, nil
}

// known is the embedded profile. The parser tells secrets by it.
var known = sync.OnceValue(func() *Profile {
	p, err := load(nil)
	if err != nil {
		panic(err) // every test of this package reads it
	}
	return p
})

// Parameter finds a parameter by its name or that of a variant, in any case, or nil.
func (p *Profile) Parameter(name string) *Parameter { return p.byName[strings.ToLower(name)] }

// Type is the type of this name, or the zero one.
func (p *Profile) Type(name string) Type {
	for _, t := range p.Types {
		if t.Name == name {
			return t
		}
	}
	return Type{}
}

// Need is the need of this name, or the zero one.
func (p *Profile) Need(name string) Need {
	for _, n := range p.Needs {
		if n.Name == name {
			return n
		}
	}
	return Need{}
}
