package opswgw

import (
	"path"
	"strings"

	"cfgtool/parsers/pattern"
)

// Kind is the part that a gateway plays in a mesh.
type Kind string

// The kinds of gateway, as the guide names them.
const (
	Core      Kind = "core"
	Agent     Kind = "agent"
	Satellite Kind = "satellite"
	Balancer  Kind = "load-balancing"
	Unknown   Kind = "unknown"
)

// Gateway is who a file belongs to.
type Gateway struct {
	Kind     Kind
	Instance string // "cgw0", "agw0", "lb", or "" of a satellite
	Facility string // of a core or agent gateway: its data center's short name
	Named    bool   // the directory tells, as the guide lists them; else the Gateway entry does
}

// instance is the name of a core or agent gateway, as in "agw0-C43".
var instance = pattern.Of(`^([ca]gw[0-9]+)-(.+)$`)

// Gateway tells whose file this is: by its directory, which is "opswgw-cgw0-"
// or "opswgw-agw0-" and the facility, "opswgw" or "opswgw-lb" (Opsware SAS 6.61
// Upgrade Guide), else by the value of Gateway, which for core and agent
// gateways is the directory's name without "opswgw-" (inferred).
func (f *File) Gateway() Gateway {
	dir := f.Directory()
	if dir == "opswgw" {
		return Gateway{Kind: Satellite, Named: true}
	}
	if name, ok := strings.CutPrefix(dir, "opswgw-"); ok {
		if g := named(name); g.Kind != Unknown {
			g.Named = true
			return g
		}
	}
	return named(f.Text("Gateway"))
}

// Directory is the base name of the directory that the file lies in, or "" where
// its name tells none.
func (f *File) Directory() string {
	dir := path.Base(path.Dir(strings.ReplaceAll(f.Source().Name(), `\`, "/")))
	if dir == "." || dir == "/" || dir == ".." {
		return ""
	}
	return dir
}

func named(name string) Gateway {
	if name == "lb" {
		return Gateway{Kind: Balancer, Instance: name}
	}
	m := instance().FindStringSubmatch(name)
	switch {
	case m == nil:
		return Gateway{Kind: Unknown}
	case m[1][0] == 'c':
		return Gateway{Kind: Core, Instance: m[1], Facility: m[2]}
	}
	return Gateway{Kind: Agent, Instance: m[1], Facility: m[2]}
}
