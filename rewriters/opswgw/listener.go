package opswgw

import (
	"fmt"
	"path"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
	"cfgtool/rewriters"
	"cfgtool/rewriters/change"
)

// Listener chooses a TunnelDst of a core gateway.
type Listener struct {
	Address  opswgw.Peer // host "" is every address of the host
	Explicit bool        // a person named the address
	Line     int         // 1-based; 0 is any
}

// ParseListener reads "port" or "address:port".
func ParseListener(s string) (opswgw.Peer, error) {
	if port, ok := (opswgw.Field{Text: s}).Port(); ok {
		return opswgw.Peer{Port: port}, nil
	}
	p, err := opswgw.ParsePeer(s)
	if err == nil && p.Port == 0 {
		err = fmt.Errorf("%q names no port", s)
	}
	return p, err
}

func (l Listener) String() string {
	if l.Address.Host == "" {
		return fmt.Sprint(l.Address.Port)
	}
	return l.Address.String()
}

func (l Listener) is(t *opswgw.TunnelDst) bool {
	at := t.Listener()
	return t.Fault() == "" && opswgw.Host(at.Host) == opswgw.Host(l.Address.Host) && at.Port == l.Address.Port
}

// guarded reports whether a listener is the one for other gateways, which is
// only touched when a person points at it.
func (l Listener) guarded(t *opswgw.TunnelDst) bool {
	return !l.Explicit && l.Line == 0 && t.Cert.Set && path.Base(t.Cert.Text) == "opswgw.pem"
}

// Disable plans to comment the listener out, so that the agent gateway of the
// host connects to another core. It has nothing to do where that is done. Where the
// agent gateway is known to have no other way, Lonely says so.
func (l Listener) Disable(f *opswgw.File, p *opswgw.Profile, e Evidence) (Plan, error) {
	edits, err := l.disable(f)
	if err != nil {
		return Plan{}, err
	}
	todo, known := steps{f, e.Host}, p.Of(opswgw.Core)
	others := []string{"IP-of-a-core-gateway-in-another-core"}
	if e.Agent != nil && len(e.Agent.Others) > 0 {
		others = e.Agent.Others
	}
	plan := Plan{Plan: rewriters.Plan{Stated: []change.Step{step(l.disable)}, Expected: []string{"GWP016"}}, First: todo.of(known.Disabling), Next: todo.of(known.Disabled, others...)}
	switch {
	case len(edits) == 0 || f.Gateway().Kind != opswgw.Core:
	case e.Agent == nil:
		plan.Notes = append(plan.Notes, fmt.Sprintf("whether the agent gateway %s has a backup tunnel to another core was not seen: its file is not beside this one", agentOf(f.Gateway())))
	case len(e.Agent.Others) == 0:
		plan.Lonely = fmt.Sprintf("the agent gateway %s has no active TunnelSrc to another host, so it would have no way to a core; give it one first with 'cfgtool tunnels add-backup --core-gateway IP'", e.Agent.Name)
	}
	active, off := l.candidates(f)
	if len(active) > 0 && len(off) > 0 && l.Line == 0 {
		plan.Notes = append(plan.Notes, fmt.Sprintf("%s is commented out already; to enable this one again, enable-listener will need --line %d", lines(off), active[0].Entry.Lines()[0]))
	}
	return plan, nil
}

// Enable plans to take the comment markers of the listener away. It has nothing
// to do where the listener is active.
func (l Listener) Enable(f *opswgw.File, p *opswgw.Profile, e Evidence) (Plan, error) {
	if _, err := l.enable(f); err != nil {
		return Plan{}, err
	}
	todo, known := steps{f, e.Host}, p.Of(opswgw.Core)
	return Plan{Plan: rewriters.Plan{Stated: []change.Step{step(l.enable)}}, First: todo.of(known.Enabling), Next: todo.of(known.Enabled)}, nil
}

func (l Listener) disable(f *opswgw.File) ([]parsers.Edit, error) {
	if err := core(f); err != nil {
		return nil, err
	}
	active, off := l.candidates(f)
	if len(active) == 0 && len(off) > 0 {
		return nil, nil
	}
	t, err := l.one(f, active)
	if err != nil {
		return nil, err
	}
	return f.DisableListener(t, "listener for the local agent gateway off")
}

func (l Listener) enable(f *opswgw.File) ([]parsers.Edit, error) {
	if err := core(f); err != nil {
		return nil, err
	}
	active, off := l.candidates(f)
	if len(active) > 0 {
		return nil, nil
	}
	t, err := l.one(f, off)
	if err != nil {
		return nil, err
	}
	return f.EnableListener(t, "listener for the local agent gateway on")
}

// core refuses files of other gateways.
func core(f *opswgw.File) error {
	switch kind := f.Gateway().Kind; kind {
	case opswgw.Core, opswgw.Unknown:
		return nil
	default:
		return change.Refuse(f, -1, "the listener for the local agent gateway is in the core gateway's file; this is %s %s gateway", article(kind), kind)
	}
}

func article(kind opswgw.Kind) string {
	if kind == opswgw.Agent {
		return "an"
	}
	return "a"
}

// candidates are the listeners that the choice fits.
func (l Listener) candidates(f *opswgw.File) (active, off []*opswgw.TunnelDst) {
	for t := range f.TunnelDsts() {
		if l.Line == 0 && !l.is(t) || l.Line != 0 && (l.Line < t.Entry.Lines()[0] || l.Line > t.Entry.Lines()[1]) {
			continue
		}
		if t.Entry.Commented {
			off = append(off, t)
		} else {
			active = append(active, t)
		}
	}
	return active, off
}

// one is the listener that is meant.
func (l Listener) one(f *opswgw.File, fitting []*opswgw.TunnelDst) (*opswgw.TunnelDst, error) {
	var free []*opswgw.TunnelDst
	entries := make(map[*opswgw.Entry]bool)
	for _, t := range fitting {
		if !l.guarded(t) {
			free = append(free, t)
			entries[t.Entry] = true
		}
	}
	switch {
	case len(fitting) == 0 && l.Line != 0:
		return nil, change.Refuse(f, -1, "line %d holds no TunnelDst; %s", l.Line, present(f))
	case len(fitting) == 0:
		return nil, change.Refuse(f, -1, "there is no listener %s, active or commented out (%s); an upgrade may have rewritten the file; if the agent gateway of this host is to use it, the line to add is: opswgw.TunnelDst=%s", l, present(f), l)
	case len(free) == 0:
		return nil, change.Refuse(f, fitting[0].Span.Start, "this TunnelDst names %s, so it is the listener for other gateways; only --line %d or --listener %s means it",
			path.Base(fitting[0].Cert.Text), fitting[0].Entry.Lines()[0], l)
	case len(entries) > 1:
		return nil, change.Refuse(f, free[1].Span.Start, "several lines fit %s: %s; choose one with --line", l, lines(free))
	case l.Explicit && l.Line != 0 && !l.is(free[0]):
		return nil, change.Refuse(f, free[0].Span.Start, "line %d holds %q, not the listener %s", l.Line, free[0].Text, l)
	}
	return free[0], nil
}

// present lists the listeners of a file.
func present(f *opswgw.File) string {
	var all []string
	for t := range f.TunnelDsts() {
		state := ""
		if t.Entry.Commented {
			state = ", commented out"
		}
		all = append(all, fmt.Sprintf("%s on line %d%s", t.Text, t.Entry.Lines()[0], state))
	}
	if all == nil {
		return "the file holds no TunnelDst"
	}
	return "there are " + strings.Join(all, "; ")
}

func lines(ts []*opswgw.TunnelDst) string {
	var all []string
	for _, t := range ts {
		all = append(all, fmt.Sprintf("line %d", t.Entry.Lines()[0]))
	}
	return strings.Join(all, ", ")
}
