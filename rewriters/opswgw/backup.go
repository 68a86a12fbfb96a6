package opswgw

import (
	"fmt"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// Backup asks for tunnels that carry nothing while the primary one stands.
type Backup struct {
	Peers     []opswgw.Peer // the core gateways of the mesh; the gateway's own is left out
	Cost      uint32        // above that of the primary tunnel
	Bandwidth uint32
	Cert      string // "" takes that of another tunnel, or one that is in its place
	Update    bool   // give a tunnel that is there the cost
}

// addition is one tunnel to write.
type addition struct {
	opswgw.Tunnel
	assumed bool // its port is
}

// decision is what a Backup comes to for one document.
type decision struct {
	add             []addition
	set             tunnels // get the cost
	notes, findings []string
}

// Add plans one TunnelSrc for each peer that has none, behind the last
// TunnelSrc and in that one's form. The primary tunnel is the active one of
// lowest cost to a host that is no peer; without one, and at a cost not above
// it, the file is refused. A port is assumed where the form has one and the
// peer names none.
func (b Backup) Add(f *opswgw.File, p *opswgw.Profile, e Evidence) (Plan, error) {
	d, err := b.decide(f, p, e)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Plan: rewriters.Plan{Notes: d.notes}, Findings: d.findings}
	run := func(assumed bool) change.Step {
		return step(func(f *opswgw.File) ([]parsers.Edit, error) { return b.edits(f, p, e, assumed) })
	}
	plan.Stated = []change.Step{run(false)}
	todo := steps{f, e.Host}
	plan.Next = todo.restart(p)
	for _, a := range d.add {
		look := todo.of(p.Of(f.Gateway().Kind).Verify, a.Host)
		if a.assumed {
			plan.NextAssumed = append(plan.NextAssumed, look...)
			plan.Why = append(plan.Why, fmt.Sprintf("the core gateway %s listens on port %d (%s); --core-gateway %s:%d states it",
				a.Host, a.Port, p.Listener.Reason, bracket(a.Host), a.Port))
		} else {
			plan.Next = append(plan.Next, look...)
		}
	}
	if plan.Why != nil {
		plan.Assumed = []change.Step{run(true)}
	}
	return plan, nil
}

func bracket(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

func (b Backup) edits(f *opswgw.File, p *opswgw.Profile, e Evidence, assumed bool) ([]parsers.Edit, error) {
	d, err := b.decide(f, p, e)
	if err != nil {
		return nil, err
	}
	var edits []parsers.Edit
	if !assumed {
		for _, t := range d.set {
			set, err := f.SetCost(t.TunnelSrc, b.Cost, fmt.Sprintf("cost of the backup tunnel to %s", t.Peer()))
			if err != nil {
				return nil, err
			}
			edits = append(edits, set...)
		}
	}
	for _, a := range d.add {
		if a.assumed != assumed {
			continue
		}
		added, err := f.AddTunnelSrc(a.Tunnel, "backup tunnel to "+a.Host)
		if err != nil {
			return nil, err
		}
		edits = append(edits, added...)
	}
	return edits, nil
}

func (b Backup) decide(f *opswgw.File, p *opswgw.Profile, e Evidence) (decision, error) {
	var d decision
	ts, err := read(f)
	if err != nil {
		return d, err
	}
	var wanted []opswgw.Peer
	for _, peer := range b.Peers {
		if why, own := e.own(f, ts, peer); own {
			d.notes = append(d.notes, fmt.Sprintf("%s is left out: %s", peer, why))
			continue
		}
		wanted = append(wanted, peer)
	}
	if len(wanted) == 0 {
		return d, nil
	}
	primary, err := b.primary(f, ts, wanted)
	if err != nil {
		return d, err
	}
	for _, peer := range wanted {
		if there := ts.to(peer); len(there) > 0 {
			b.present(&d, peer, there)
			continue
		}
		if planned(d.add, peer) {
			continue
		}
		d.notes = append(d.notes, commented(f, peer, "it is added")...)
		a, err := b.addition(f, p, peer, &d)
		if err != nil {
			return d, err
		}
		d.add = append(d.add, a)
	}
	if len(d.add) == 0 {
		return d, nil
	}
	cert, err := b.cert(f, ts, primary, e)
	for i := range d.add {
		d.add[i].Cert = cert
	}
	return d, err
}

// primary is the tunnel that the backups stand in for.
func (b Backup) primary(f *opswgw.File, ts tunnels, wanted []opswgw.Peer) (tunnel, error) {
	var others tunnels
	for _, t := range ts {
		named := false
		for _, peer := range wanted {
			named = named || t.Peer().Same(peer)
		}
		if !named {
			others = append(others, t)
		}
	}
	first := others.cheapest()
	switch {
	case len(ts) == 0:
		return tunnel{}, change.Refuse(f, -1, "there is no active TunnelSrc, so there is nothing to back up; is this the agent's or satellite's file?")
	case len(first) == 0:
		return tunnel{}, change.Refuse(f, ts[0].Span.Start, "every active TunnelSrc leads to a gateway of --core-gateway, so none is the primary tunnel; leave this gateway's own core out of the list")
	case b.Cost <= first[0].cost:
		return tunnel{}, change.Refuse(f, first[0].Cost.Span.Start, "a backup tunnel of cost %d would be used beside or before the primary tunnel to %s, whose cost is %d; give a higher --cost", b.Cost, first[0].Peer(), first[0].cost)
	}
	return first[0], nil
}

// present looks at the tunnels that a peer has already.
func (b Backup) present(d *decision, peer opswgw.Peer, there tunnels) {
	for _, t := range there {
		switch {
		case t.cost == b.Cost:
		case b.Update:
			d.set = append(d.set, t)
		default:
			d.findings = append(d.findings, fmt.Sprintf("line %d: the tunnel to %s has cost %d, not %d; --update changes it", t.Entry.Lines()[0], peer, t.cost, b.Cost))
		}
	}
}

func planned(add []addition, peer opswgw.Peer) bool {
	for _, a := range add {
		if a.Peer.Same(peer) {
			return true
		}
	}
	return false
}

// addition gives a tunnel the form of the one that it will stand behind.
func (b Backup) addition(f *opswgw.File, p *opswgw.Profile, peer opswgw.Peer, d *decision) (addition, error) {
	a := addition{Tunnel: opswgw.Tunnel{Peer: peer, Cost: b.Cost, Bandwidth: b.Bandwidth}}
	var last *opswgw.TunnelSrc
	for t := range f.TunnelSrcs() {
		if !t.Entry.Commented {
			last = t
		}
	}
	switch {
	case last.Port.Set && peer.Port == 0:
		a.Port, a.assumed = p.Listener.Port, p.Listener.Assumed
		if !a.assumed {
			d.notes = append(d.notes, fmt.Sprintf("%s gets port %d, as the profile states (%s)", peer, a.Port, p.Listener.Source))
		}
	case !last.Port.Set && peer.Port != 0:
		d.notes = append(d.notes, fmt.Sprintf("%s gets five fields, since it names a port; line %d has four", peer, last.Entry.Lines()[0]))
	}
	return a, nil
}

// cert is the certificate of new tunnels: the one asked for, else that of the
// primary tunnel or of another one, else one of the guide's that exists.
func (b Backup) cert(f *opswgw.File, ts tunnels, primary tunnel, e Evidence) (string, error) {
	if b.Cert != "" {
		return b.Cert, nil
	}
	for _, t := range append(tunnels{primary}, ts...) {
		if strings.HasPrefix(t.Cert.Text, "/") {
			return t.Cert.Text, nil
		}
	}
	if len(e.Certificates) > 0 {
		return e.Certificates[0], nil
	}
	if len(e.Places) == 0 {
		return "", change.Refuse(f, -1, "no TunnelSrc names a certificate, and neither the directory nor the Gateway entry tells where this gateway's is; name it with --cert PATH")
	}
	return "", change.Refuse(f, -1, "no TunnelSrc names a certificate, and none was found: %s; name it with --cert PATH, or the host's files with --root DIR", strings.Join(e.Places, ", "))
}
