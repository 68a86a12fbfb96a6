// Package opswgw plans changes of the tunnels and listeners of Opsware
// gateways: the edits of a rolling mesh upgrade (Opsware SAS 6.61 Upgrade
// Guide, Rolling Mesh Upgrade Procedure).
//
// A plan is decided on a document and on evidence that was gathered before. Its
// steps decide again on the document that they get, so that a second run finds
// nothing to do.
package opswgw

import (
	"fmt"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/parsers/profile"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// Plan is what is to be done with one file.
type Plan struct {
	rewriters.Plan
	Findings []string       // what is not as it was asked for, and is left so
	Lonely   string         // why the agent gateway would have no way to a core; "" where it has one
	First    []profile.Next // what the guide wants done before the change
	Next     []profile.Next // and after it

	NextAssumed []profile.Next // and after the assumed one
}

// step makes a change.Step of a decision on gateway files.
func step(decide func(*opswgw.File) ([]parsers.Edit, error)) change.Step {
	return func(d parsers.Document) ([]parsers.Edit, error) {
		f, err := gateway(d)
		if err != nil {
			return nil, err
		}
		return decide(f)
	}
}

func gateway(d parsers.Document) (*opswgw.File, error) {
	if f, ok := parsers.As[*opswgw.File](d); ok {
		return f, nil
	}
	return nil, change.Refuse(d, -1, "this is %s, not a gateway's opswgw.properties (--as opswgw reads it as one)", d.Source().Format().Title)
}

// tunnels are the active tunnels of a file in which every one can be read,
// with their costs: a decision that rests on costs needs all of them.
type tunnels []tunnel

type tunnel struct {
	*opswgw.TunnelSrc
	cost uint32
}

func read(f *opswgw.File) (tunnels, error) {
	switch kind := f.Gateway().Kind; kind {
	case opswgw.Core, opswgw.Balancer:
		return nil, change.Refuse(f, -1, "backup tunnels start at agent and satellite gateways; this is a %s gateway", kind)
	}
	for _, w := range f.Wrapped() {
		return nil, change.Refuse(f, w.Entry.Place.Start, "this TunnelSrc goes on in the next line, which no reader takes for a part of it; 'cfgtool check --fix' joins them")
	}
	var all tunnels
	for t := range f.TunnelSrcs() {
		if t.Entry.Commented {
			continue
		}
		if t.Fault() != "" {
			return nil, change.Refuse(f, t.Span.Start, "TunnelSrc %s; mend it first", t.Fault())
		}
		cost, ok := t.Cost.Number()
		if !ok {
			return nil, change.Refuse(f, t.Cost.Span.Start, "%q is no cost; mend it first", t.Cost.Text)
		}
		all = append(all, tunnel{t, cost})
	}
	return all, nil
}

// to are the tunnels to a peer.
func (ts tunnels) to(p opswgw.Peer) tunnels {
	var found tunnels
	for _, t := range ts {
		if t.Peer().Same(p) {
			found = append(found, t)
		}
	}
	return found
}

// cheapest are the tunnels of the lowest cost.
func (ts tunnels) cheapest() tunnels {
	var found tunnels
	for _, t := range ts {
		if len(found) > 0 && t.cost < found[0].cost {
			found = nil
		}
		if len(found) == 0 || t.cost == found[0].cost {
			found = append(found, t)
		}
	}
	return found
}

// commented notes the tunnels to a peer that are commented out.
func commented(f *opswgw.File, p opswgw.Peer, what string) []string {
	var notes []string
	for t := range f.TunnelSrcs() {
		if t.Entry.Commented && t.Fault() == "" && t.Peer().Same(p) {
			notes = append(notes, fmt.Sprintf("line %d names %s but is commented out, so %s", t.Entry.Lines()[0], p, what))
		}
	}
	return notes
}
