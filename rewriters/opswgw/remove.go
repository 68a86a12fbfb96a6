package opswgw

import (
	"fmt"
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// Removal asks for backup tunnels to go.
type Removal struct {
	Peers []opswgw.Peer // to these; the gateway's own is left out
	All   bool          // all that cost more than the cheapest
}

// Remove plans to take tunnels away. A tunnel of the lowest cost is never one
// of them, so the last one stays, too: naming one refuses the file.
func (r Removal) Remove(f *opswgw.File, p *opswgw.Profile, e Evidence) (Plan, error) {
	gone, notes, err := r.decide(f, e)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Plan: rewriters.Plan{Notes: notes}, Next: steps{f, e.Host}.restart(p)}
	left := slices.DeleteFunc(slices.Collect(f.TunnelSrcs()), func(t *opswgw.TunnelSrc) bool {
		return slices.ContainsFunc(gone, func(o *opswgw.TunnelSrc) bool { return o.Is(t.Item) })
	})
	own := []string{f.Text("GWAddress")}
	for _, a := range e.Own {
		own = append(own, a.Host)
	}
	if e.Off && len(gone) > 0 && len(others(left, own...)) == 0 {
		plan.Lonely = "the listener for this agent gateway is commented out at the core gateway of its host, so without these tunnels it would have no way to a core; bring the listener back first with 'cfgtool tunnels enable-listener'"
	}
	plan.Stated = []change.Step{step(func(f *opswgw.File) ([]parsers.Edit, error) {
		gone, _, err := r.decide(f, e)
		if err != nil {
			return nil, err
		}
		return f.RemoveTunnels(gone, "backup tunnel no longer needed")
	})}
	return plan, nil
}

func (r Removal) decide(f *opswgw.File, e Evidence) (gone []*opswgw.TunnelSrc, notes []string, err error) {
	ts, err := read(f)
	if err != nil {
		return nil, nil, err
	}
	first := ts.cheapest()
	if r.All {
		for _, t := range ts {
			if t.cost > first[0].cost {
				gone = append(gone, t.TunnelSrc)
			}
		}
	}
	for _, peer := range r.Peers {
		if why, own := e.own(f, ts, peer); own {
			notes = append(notes, fmt.Sprintf("%s is left out: %s", peer, why))
			continue
		}
		for _, t := range ts.to(peer) {
			if t.cost <= first[0].cost {
				return nil, nil, change.Refuse(f, t.Span.Start, "the tunnel to %s is no backup: no active tunnel costs less than its %d, so it stays", t.Peer(), t.cost)
			}
			if !slices.ContainsFunc(gone, func(o *opswgw.TunnelSrc) bool { return o.Is(t.Item) }) {
				gone = append(gone, t.TunnelSrc)
			}
		}
		if len(ts.to(peer)) == 0 {
			notes = append(notes, commented(f, peer, "there is nothing to remove")...)
		}
	}
	return gone, notes, nil
}
