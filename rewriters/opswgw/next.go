package opswgw

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"

	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/profile"
)

// steps are what the guide wants done about one gateway: its commands name the
// gateway and the host that they are for, so that those of several can be told apart.
type steps struct {
	file *opswgw.File
	host string // "" is this host
}

// HostOf is what the host of a gateway's file is called by its path: the directory
// that holds the host's files, or "" for this host.
func HostOf(name string) string {
	dir, _, found := strings.Cut("/"+strings.ReplaceAll(name, `\`, "/"), "/etc/opt/opsware/")
	if dir = strings.TrimPrefix(dir, "/"); !found || dir == "" {
		return ""
	}
	if strings.HasPrefix(name, "/") {
		return path.Clean("/" + dir)
	}
	return path.Clean(dir)
}

// gateway is the name of the file's gateway: its Gateway entry, or else what its
// directory says; "" where neither does.
func (s steps) gateway() string {
	if name := strings.TrimSpace(s.file.Text("Gateway")); name != "" {
		return name
	}
	if name, ok := strings.CutPrefix(s.file.Directory(), "opswgw-"); ok {
		return name
	}
	return ""
}

// component is a gateway that a command of the start script names.
var component = regexp.MustCompile(`\bopswgw-([ca]gw[0-9]+)\b`)

// where says on which gateway and host a command is to run.
func (s steps) where(run string) string {
	name := s.gateway()
	if m := component.FindStringSubmatch(run); m != nil && m[1] != s.file.Gateway().Instance && s.file.Gateway().Facility != "" {
		name = m[1] + "-" + s.file.Gateway().Facility
	}
	switch {
	case s.host == "":
		return name
	case name == "":
		return "on " + s.host
	}
	return name + " on " + s.host
}

// of fills in the words of the profile. What is to be done at the core gateways of
// other cores is there for each of them.
func (s steps) of(next []profile.Next, cores ...string) []profile.Next {
	g := s.file.Gateway()
	words := strings.NewReplacer("{gateway}", cmp.Or(s.gateway(), "of this host"), "{agent}", agentOf(g))
	var all []profile.Next
	for _, n := range next {
		named := strings.Contains(n.Run+n.Look, "{gateway}") || strings.Contains(n.Run+n.Look, "{agent}")
		n.Run, n.Look = words.Replace(n.Run), words.Replace(n.Look)
		switch {
		case n.Where != "" || named:
		case n.Run != "":
			n.Where = s.where(n.Run)
		default:
			n.Where = s.where("")
		}
		if !strings.Contains(n.Run+n.Look, "{core}") {
			all = append(all, n)
			continue
		}
		for _, core := range cores {
			at := n
			at.Run, at.Look = strings.ReplaceAll(n.Run, "{core}", bracket(core)), strings.ReplaceAll(n.Look, "{core}", bracket(core))
			all = append(all, at)
		}
	}
	return all
}

// agentOf is the name of the agent gateway beside a core gateway.
func agentOf(g opswgw.Gateway) string {
	if g.Kind != opswgw.Core {
		return "of this core"
	}
	return "a" + g.Instance[1:] + "-" + g.Facility
}

// restart is how the gateway is restarted, with what to do where the guide does not
// say.
func (s steps) restart(p *opswgw.Profile) []profile.Next {
	kind := p.Of(s.file.Gateway().Kind)
	switch {
	case len(kind.Next) > 0:
		return s.of(kind.Next)
	case len(kind.Enabled) > 0:
		return s.of(slices.Concat(kind.Enabling, kind.Enabled))
	}
	return s.of([]profile.Next{{Look: "restart this gateway: neither its directory nor its Gateway entry tells by which command"}})
}
