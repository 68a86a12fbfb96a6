package opswgw

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers/opswgw"
)

// Evidence is what a decision needs from other files of the gateway's host.
type Evidence struct {
	Host         string    // what the gateway's host is called; "" is this host
	Agent        *Agent    // of a core gateway: the agent gateway on the same host; nil where it was not seen
	Own          []Address // of the core gateway on the same host
	Off          bool      // of an agent gateway: the listener for it at the core gateway of its host is commented out
	Certificates []string  // the places of the guide where the gateway's certificate is
	Places       []string  // the places of the guide where it was looked for
}

// Address is a host that is this gateway's own, and how that is known.
type Address struct{ Host, From string }

// Agent is the agent gateway on the host of a core gateway.
type Agent struct {
	Name   string   // as in its directory: "agw0-C43"
	Others []string // the hosts other than its own that its active tunnels lead to
}

// Look gathers the evidence for f, on a host that is called so. Beside is the folder that holds the
// directories of this host's gateways, root its file system; each may be nil.
func Look(f *opswgw.File, p *opswgw.Profile, host string, beside, root fs.FS) Evidence {
	e := Evidence{Host: host}
	if g := f.Gateway(); g.Kind == opswgw.Agent {
		sibling := "opswgw-c" + g.Instance[1:] + "-" + g.Facility + "/opswgw.properties"
		if !e.sibling(p, beside, sibling) {
			e.sibling(p, root, path.Join("etc/opt/opsware", sibling))
		}
	}
	if g := f.Gateway(); g.Kind == opswgw.Core {
		e.agent(f, beside)
		if e.Agent == nil && root != nil {
			if sub, err := fs.Sub(root, "etc/opt/opsware"); err == nil {
				e.agent(f, sub)
			}
		}
	}
	for _, place := range p.Certificates(f) {
		e.Places = append(e.Places, place)
		if root == nil {
			continue
		}
		if info, err := fs.Stat(root, strings.TrimPrefix(place, "/")); err == nil && info.Mode().IsRegular() && info.Size() > 0 {
			e.Certificates = append(e.Certificates, place)
		}
	}
	return e
}

// sibling takes the address of the core gateway whose file this is, and whether its
// local listener is off.
func (e *Evidence) sibling(p *opswgw.Profile, dir fs.FS, name string) bool {
	if dir == nil || !fs.ValidPath(name) {
		return false
	}
	raw, err := fs.ReadFile(dir, name)
	if err != nil {
		return false
	}
	core := opswgw.Format.Read(name, raw).(*opswgw.File)
	if local, err := opswgw.ParsePeer(p.Local.Listener); err == nil {
		e.Off = core.Off(local) != nil
	}
	if address := core.Text("GWAddress"); address != "" {
		e.Own = append(e.Own, Address{address, fmt.Sprintf("GWAddress of %s, the core gateway of this host", path.Base(path.Dir(name)))})
	}
	return true
}

// agent looks for the agent gateway of a core gateway, and for the ways that it has
// to other hosts. A tunnel that cannot be read is none.
func (e *Evidence) agent(core *opswgw.File, dir fs.FS) {
	name := agentOf(core.Gateway())
	file := "opswgw-" + name + "/opswgw.properties"
	if dir == nil || !fs.ValidPath(file) {
		return
	}
	raw, err := fs.ReadFile(dir, file)
	if err != nil {
		return
	}
	f := opswgw.Format.Read(file, raw).(*opswgw.File)
	e.Agent = &Agent{name, others(slices.Collect(f.TunnelSrcs()), core.Text("GWAddress"), f.Text("GWAddress"))}
}

// others are the hosts that active tunnels lead to, but for this one, which has these
// addresses of its own.
func others(ts []*opswgw.TunnelSrc, own ...string) []string {
	var all []string
	for _, t := range ts {
		host := opswgw.Host(t.Host.Text)
		switch {
		case !t.Counts() || opswgw.PeerFault(host) != "" || opswgw.Loopback(host) || slices.Contains(all, host):
		case slices.ContainsFunc(own, func(o string) bool { return opswgw.Host(o) == host }):
		default:
			all = append(all, host)
		}
	}
	return all
}

// own tells why a peer is this gateway's own and gets no backup tunnel: it is
// its address, that of the core gateway beside it, or, for a satellite, the
// other end of the one tunnel of lowest cost.
func (e Evidence) own(f *opswgw.File, ts tunnels, p opswgw.Peer) (why string, ok bool) {
	if address := f.Text("GWAddress"); address != "" && opswgw.Host(address) == opswgw.Host(p.Host) {
		return "GWAddress of this gateway", true
	}
	for _, a := range e.Own {
		if opswgw.Host(a.Host) == opswgw.Host(p.Host) {
			return a.From, true
		}
	}
	if f.Gateway().Kind == opswgw.Satellite {
		if first := ts.cheapest(); len(first) == 1 && first[0].Peer().Same(p) {
			return fmt.Sprintf("the primary tunnel of this satellite, line %d", first[0].Entry.Lines()[0]), true
		}
	}
	return "", false
}
