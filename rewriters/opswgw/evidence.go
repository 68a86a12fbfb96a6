package opswgw

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"cfgtool/parsers/opswgw"
)

// Evidence is what a decision needs from other files of the gateway's host.
type Evidence struct {
	Own          []Address // of the core gateway on the same host
	Certificates []string  // the places of the guide where the gateway's certificate is
	Places       []string  // the places of the guide where it was looked for
}

// Address is a host that is this gateway's own, and how that is known.
type Address struct{ Host, From string }

// Look gathers the evidence for f. Beside is the folder that holds the
// directories of this host's gateways, root its file system; each may be nil.
func Look(f *opswgw.File, p *opswgw.Profile, beside, root fs.FS) Evidence {
	var e Evidence
	if g := f.Gateway(); g.Kind == opswgw.Agent {
		sibling := "opswgw-c" + g.Instance[1:] + "-" + g.Facility + "/opswgw.properties"
		if !e.sibling(beside, sibling) {
			e.sibling(root, path.Join("etc/opt/opsware", sibling))
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

// sibling takes the address of the core gateway whose file this is.
func (e *Evidence) sibling(dir fs.FS, name string) bool {
	if dir == nil || !fs.ValidPath(name) {
		return false
	}
	raw, err := fs.ReadFile(dir, name)
	if err != nil {
		return false
	}
	core := opswgw.Format.Read(name, raw).(*opswgw.File)
	if address := core.Text("GWAddress"); address != "" {
		e.Own = append(e.Own, Address{address, fmt.Sprintf("GWAddress of %s, the core gateway of this host", path.Base(path.Dir(name)))})
	}
	return true
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
