package sascore

import (
	"slices"
	"sync"

	"cfgtool/parsers"
	"cfgtool/parsers/dhcpd"
	"cfgtool/parsers/respfile"
)

// Role tells which list of parameters a response file is held to.
type Role string

// The roles.
const (
	RoleAny   Role = ""          // as the file looks: a satellite's has agent_gw_list_args and no Model Repository
	CoreRole  Role = "core"      // a core, standalone or of a multimaster mesh
	Satellite Role = "satellite" // a satellite
)

// Platform is the system that hosts run on.
type Platform string

// The platforms.
const (
	AnyPlatform Platform = "" // as the files of each host tell
	Linux       Platform = "linux"
	Solaris     Platform = "solaris"
)

// Core is the hosts of one core, as far as their files can be seen, and what a
// person said about it.
type Core struct {
	Hosts       []*Host
	Role        Role
	Multimaster bool
	Platform    Platform
	Facts       *Facts // what a person looked up; nil without
	Strict      bool   // what could not be verified counts as an error

	// LogIn tries a password. Nil leaves that to a person. It is called once
	// for each account, whatever files are verified, since accounts lock.
	LogIn func(Login) Answer

	// Corrected are contents of response files that are being corrected on all hosts,
	// so that one that is still there is no other file.
	Corrected [][]byte

	tried    map[string]attempt // by database and account
	mu       sync.Mutex
	verified map[*parsers.Source][]Result
}

// hosts are those to look for a server on: the ones that were named for it, or
// else all.
func (c *Core) hosts(server string) []*Host {
	var named []*Host
	for _, h := range c.Hosts {
		if slices.Contains(h.Servers, server) {
			named = append(named, h)
		}
	}
	if named != nil {
		return named
	}
	return c.Hosts
}

// is reports whether a host is a server for sure: it was named for it, or it
// holds one of the server's own files. What is missing on a host that is not
// proves nothing.
func (c *Core) is(h *Host, server respfile.Server) bool {
	if slices.Contains(h.Servers, server.Name) {
		return true
	}
	return slices.ContainsFunc(server.Traces, func(trace string) bool { return len(h.expand(trace)) > 0 })
}

// platform is the system that a host runs on, or AnyPlatform where its files
// do not tell: vfstab(4) and mnttab(4) are Solaris's, fstab(5) is Linux's.
func (c *Core) platform(h *Host) Platform {
	switch {
	case c.Platform != AnyPlatform:
		return c.Platform
	case h.has("/etc/vfstab") || h.has("/etc/mnttab"):
		return Solaris
	case h.has("/etc/fstab"):
		return Linux
	}
	return AnyPlatform
}

// satellite reports whether the file is held to the list of a satellite.
func (c *Core) satellite(a *answers) bool {
	if c.Role != RoleAny {
		return c.Role == Satellite
	}
	return a.given("agent_gw_list_args") && !a.given("truth.servicename")
}

// multimaster reports whether the core is one of a mesh: as it was said, or
// since the file has the password that only such a core has.
func (c *Core) multimaster(a *answers) bool { return c.Multimaster || a.value("truth.vaultPwd") != "" }

// Documents are the files of the hosts that have rules of their own which the
// guide asks for before an upgrade: dhcpd.conf of the Boot Server.
func (c *Core) Documents() []parsers.Document {
	var docs []parsers.Document
	for _, h := range c.hosts("boot") {
		if d, err := h.open("/etc/opt/opsware/dhcpd/dhcpd.conf", dhcpd.Format); err == nil {
			docs = append(docs, d)
		}
	}
	return docs
}

// Secrets are the places of the files that were looked at that are never printed.
func (c *Core) Secrets() map[*parsers.Source][]parsers.Span {
	secrets := make(map[*parsers.Source][]parsers.Span)
	for _, h := range c.Hosts {
		h.secrets(secrets)
	}
	return secrets
}
