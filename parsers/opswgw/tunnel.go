package opswgw

import (
	"iter"
	"strings"
)

// TunnelSrc is a tunnel that this gateway opens to another.
type TunnelSrc struct {
	Item
	Host      Field
	Port      Field // not set in the guide's form
	Cost      Field // the higher, the less it is preferred
	Bandwidth Field // 0 is no limit
	Cert      Field // not set where the form has none
}

// Peer is the gateway at the other end.
func (t *TunnelSrc) Peer() Peer {
	port, _ := t.Port.Port()
	return Peer{Host: strings.TrimSuffix(strings.TrimPrefix(t.Host.Text, "["), "]"), Port: port}
}

// readTunnelSrc tells the forms apart by the number of fields, and the two of
// four fields by whether the last one is a number.
func readTunnelSrc(item Item) *TunnelSrc {
	t := &TunnelSrc{Item: item}
	f := item.few()
	switch t.fault = item.slip(); {
	case t.fault != "":
	case len(f) == 4 && !digits(f[3].Text):
		t.Host, t.Cost, t.Bandwidth, t.Cert = f[0], f[1], f[2], f[3]
	case len(f) == 4:
		t.Host, t.Port, t.Cost, t.Bandwidth = f[0], f[1], f[2], f[3]
	case len(f) == 5:
		t.Host, t.Port, t.Cost, t.Bandwidth, t.Cert = f[0], f[1], f[2], f[3], f[4]
	default:
		t.fault = " is neither host:cost:bandwidth:certificate nor host:port:cost:bandwidth:certificate"
	}
	switch {
	case t.fault != "":
	case t.Host.Text == "":
		t.fault = " names no host"
	case hasBlank(t.Cert.Text):
		t.fault = noteFault
	}
	return t
}

// TunnelDst is a listener for the tunnels of other gateways.
type TunnelDst struct {
	Item
	Host Field // not set where it listens on every address
	Port Field
	Cert Field // not set where it has none
}

// readTunnelDst takes a first field that is a number for the port.
func readTunnelDst(item Item) *TunnelDst {
	t := &TunnelDst{Item: item}
	f := item.few()
	switch {
	case item.slip() != "":
		t.fault = item.slip()
		return t
	case len(f) == 1:
		t.Port = f[0]
	case len(f) == 2 && digits(f[0].Text):
		t.Port, t.Cert = f[0], f[1]
	case len(f) == 2:
		t.Host, t.Port = f[0], f[1]
	case len(f) == 3:
		t.Host, t.Port, t.Cert = f[0], f[1], f[2]
	}
	switch {
	case hasBlank(t.Port.Text), hasBlank(t.Cert.Text):
		t.fault = noteFault
	case !digits(t.Port.Text), t.Host.Set && t.Host.Text == "":
		t.fault = " is not port, address:port or either with :certificate"
	}
	return t
}

// Listener is the address and port of the listener; the host is "" where it
// listens on every address.
func (t *TunnelDst) Listener() Peer {
	port, _ := t.Port.Port()
	return Peer{Host: strings.TrimSuffix(strings.TrimPrefix(t.Host.Text, "["), "]"), Port: port}
}

// Off is the listener at a loopback address that is commented out, or nil where there
// is none, or where the port is listened on all the same: by another line, or on every
// address.
func (f *File) Off(local Peer) *TunnelDst {
	var off *TunnelDst
	for t := range f.TunnelDsts() {
		at := t.Listener()
		switch {
		case t.fault != "" || at.Port != local.Port || at.Host != "" && at.Host != "0.0.0.0" && !Loopback(at.Host):
		case !t.Entry.Commented:
			return nil
		case off == nil:
			off = t
		}
	}
	return off
}

// LoadBalanceRule spreads what comes for one host and port over several targets.
type LoadBalanceRule struct {
	Item
	Protocol Field
	Host     Field // what clients ask for
	Port     Field // a number or the name of a service
	Mode     Field // such as STICKY
}

// Targets yields where the rule sends to, in order.
func (r *LoadBalanceRule) Targets() iter.Seq[Target] {
	return func(yield func(Target) bool) {
		if r.fault != "" {
			return
		}
		n := 0
		var host Field
		for field := range r.fields() {
			if n++; n <= 4 {
				continue
			}
			if n%2 != 0 {
				host = field
			} else if !yield(Target{host, field}) {
				return
			}
		}
	}
}

// Target is where a LoadBalanceRule sends to.
type Target struct{ Host, Port Field }

func readLoadBalanceRule(item Item) *LoadBalanceRule {
	r := &LoadBalanceRule{Item: item}
	if r.fault = item.slip(); r.fault != "" {
		return r
	}
	n, empty := 0, false
	for field := range item.fields() {
		n++
		empty = empty || field.Text == ""
	}
	if n < 6 || n%2 != 0 {
		r.fault = " is not protocol:host:port:mode:address:port, where address:port may repeat"
		return r
	}
	if empty {
		r.fault = " has an empty field"
		return r
	}
	f := item.few()
	r.Protocol, r.Host, r.Port, r.Mode = f[0], f[1], f[2], f[3]
	return r
}
