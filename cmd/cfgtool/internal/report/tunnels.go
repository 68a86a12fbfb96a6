package report

import (
	"slices"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
)

// TunnelsSchema names the form of what "tunnels list" prints as JSON.
const TunnelsSchema = "cfgtool.tunnels/1"

// Tunnels is the tunnels and listeners of gateways, for programs.
type Tunnels struct {
	Schema string           `json:"schema"`
	Files  []GatewayTunnels `json:"files"`
}

// GatewayTunnels is those of one gateway, in the order of the file.
type GatewayTunnels struct {
	File    string      `json:"file"`
	Gateway opswgw.Kind `json:"gateway"`
	Tunnels []Tunnel    `json:"tunnels"`
}

// Tunnel is one item of a TunnelSrc or TunnelDst. Numbers that the item does
// not have, or that cannot be read, are null.
type Tunnel struct {
	Kind        string  `json:"kind"` // "TunnelSrc" or "TunnelDst"
	Peer        string  `json:"peer"` // of a TunnelDst: the address that it listens on; "" is every one
	Port        *uint32 `json:"port"`
	Cost        *uint32 `json:"cost"`
	Bandwidth   *uint32 `json:"bandwidth"`
	Certificate string  `json:"certificate"`
	Active      bool    `json:"active"` // false: commented out
	Unreadable  string  `json:"unreadable,omitempty"`
	Place
}

// NewTunnels makes an empty list.
func NewTunnels() *Tunnels { return &Tunnels{Schema: TunnelsSchema, Files: []GatewayTunnels{}} }

// Add takes the tunnels and listeners of a file into the list.
func (l *Tunnels) Add(f *opswgw.File) {
	g := GatewayTunnels{File: f.Source().Name(), Gateway: f.Gateway().Kind, Tunnels: []Tunnel{}}
	for t := range f.TunnelSrcs() {
		row := newTunnel(f, t.Item)
		if t.Fault() == "" {
			row.Peer, row.Certificate = t.Peer().Host, t.Cert.Text
			row.Port, row.Cost, row.Bandwidth = number(t.Port), number(t.Cost), number(t.Bandwidth)
		}
		g.Tunnels = append(g.Tunnels, row)
	}
	for t := range f.TunnelDsts() {
		row := newTunnel(f, t.Item)
		if t.Fault() == "" {
			row.Peer, row.Certificate, row.Port = t.Listener().Host, t.Cert.Text, number(t.Port)
		}
		g.Tunnels = append(g.Tunnels, row)
	}
	slices.SortStableFunc(g.Tunnels, func(a, b Tunnel) int { return a.Offset - b.Offset })
	l.Files = append(l.Files, g)
}

func newTunnel(f *opswgw.File, i opswgw.Item) Tunnel {
	t := Tunnel{Kind: i.Entry.Name, Active: !i.Entry.Commented, Place: NewPlace(f.Source(), i.Span)}
	if i.Fault() != "" {
		t.Peer, t.Unreadable = parsers.Mask(i.Text), parsers.Mask(i.Fault())
	}
	return t
}

func number(f opswgw.Field) *uint32 {
	if n, ok := f.Number(); ok && f.Set {
		return &n
	}
	return nil
}
