package sascore

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/opswgw"
)

// facilityOf is the facility in the name of a gateway's directory, as in
// /etc/opt/opsware/opswgw-cgw0-C43.
func facilityOf(file, pattern string) string {
	prefix, _, _ := strings.Cut(path.Base(path.Dir(pattern)), "*")
	return strings.TrimPrefix(path.Base(path.Dir(file)), prefix)
}

// gatewayFolder takes the facility from the names of directories. Where a host
// has several of one kind, none of them tells which is in use.
func gatewayFolder(l *lookup) {
	for _, h := range l.on() {
		for _, pattern := range l.parameter.Evidence.Files {
			files := h.expand(pattern)
			switch {
			case len(files) == 0:
				l.nothing(h.shown(pattern), h.unlisted(pattern))
			case len(files) > 1:
				l.ambiguous(h, files)
			default:
				l.compare(h, directory(h, path.Dir(files[0])), parsers.Span{}, facilityOf(files[0], pattern))
			}
		}
	}
}

func (l *lookup) ambiguous(h *Host, files []string) {
	shown := make([]string, len(files))
	for i, f := range files {
		shown[i] = h.shown(path.Dir(f))
	}
	l.nothing(strings.Join(shown, ", "), "several directories of one kind, and which one is in use is not told")
	l.doubt = fmt.Sprintf("%s: there are %d directories of one kind, and which one is in use is not told", l.parameter.Name, len(files))
}

// gateways yields the gateway files of the parameter on each host: of each
// pattern the only one.
func (l *lookup) gateways(visit func(*Host, *opswgw.File)) {
	for _, h := range l.on() {
		for _, pattern := range l.parameter.Evidence.Files {
			files := []string{pattern}
			if strings.Contains(pattern, "*") {
				files = h.expand(pattern)
			}
			switch {
			case len(files) == 0:
				l.nothing(h.shown(pattern), h.unlisted(pattern))
			case len(files) > 1:
				l.ambiguous(h, files)
			default:
				doc, err := h.open(files[0], opswgw.Format)
				if err != nil {
					l.absent(h, files[0], err)
					continue
				}
				visit(h, doc.(*opswgw.File))
			}
		}
	}
}

// only is the one value that active entries with this name have.
func (l *lookup) onlyEntry(f *opswgw.File, name string) (at parsers.Span, value string, ok bool) {
	entries := slices.Collect(f.Active(name))
	shown := f.Source().Name()
	if len(entries) == 0 {
		l.nothing(shown, "has no "+opswgw.Prefix+name)
		return at, "", false
	}
	last := entries[len(entries)-1]
	for _, e := range entries {
		if e.Value != last.Value {
			l.nothing(shown, "has several values of "+opswgw.Prefix+name)
			return at, "", false
		}
	}
	if last.Value == "" {
		l.nothing(shown, "has an empty "+opswgw.Prefix+name)
		return at, "", false
	}
	return last.Place, last.Value, true
}

// gatewayEntry takes the value of an entry. A port may have an address before it.
func gatewayEntry(l *lookup) {
	l.gateways(func(h *Host, f *opswgw.File) {
		if at, value, ok := l.onlyEntry(f, l.parameter.Evidence.Of); ok {
			if l.parameter.Evidence.Of == "ProxyPort" {
				value = port(value)
			}
			l.compare(h, f.Source(), at, value)
		}
	})
}

// port is what follows the last colon.
func port(value string) string { return value[strings.LastIndexByte(value, ':')+1:] }

// tunnelListener takes the port of the listener that names a certificate.
func tunnelListener(l *lookup) {
	certificate := l.parameter.Evidence.Of
	l.gateways(func(h *Host, f *opswgw.File) {
		var listeners []*opswgw.TunnelDst
		for t := range f.TunnelDsts() {
			if t.Counts() && path.Base(t.Cert.Text) == certificate {
				listeners = append(listeners, t)
			}
		}
		if len(listeners) == 0 {
			l.nothing(f.Source().Name(), "has no opswgw.TunnelDst that names "+certificate)
			return
		}
		for _, t := range listeners[1:] {
			if t.Port.Text != listeners[0].Port.Text {
				l.nothing(f.Source().Name(), "has several opswgw.TunnelDst that name "+certificate)
				return
			}
		}
		l.compare(h, f.Source(), listeners[0].Port.Span, listeners[0].Port.Text)
	})
}

// balanced takes the targets of a LoadBalanceRule, any of which will do.
func balanced(l *lookup) {
	wanted := strings.Split(l.parameter.Evidence.Of, ":")
	l.gateways(func(h *Host, f *opswgw.File) {
		var targets []opswgw.Target
		for r := range f.LoadBalanceRules() {
			if r.Counts() && slices.Equal(wanted, []string{r.Protocol.Text, r.Host.Text, r.Port.Text}) {
				targets = append(targets, slices.Collect(r.Targets())...)
			}
		}
		if len(targets) == 0 {
			l.nothing(f.Source().Name(), "has no opswgw.LoadBalanceRule of "+l.parameter.Evidence.Of)
			return
		}
		for _, t := range targets {
			if same, why := l.same(h, t.Host.Text); same && why == "" {
				l.agree(f.Source(), t.Host.Span, t.Host.Text)
				return
			}
		}
		for _, t := range targets {
			l.compare(h, f.Source(), t.Host.Span, t.Host.Text)
		}
	})
}

// gatewayList builds the list of gateways that agents use.
func gatewayList(l *lookup) {
	type gateway struct {
		host *Host
		file *opswgw.File
		at   parsers.Span
		peer string
	}
	var there []gateway
	l.gateways(func(h *Host, f *opswgw.File) {
		at, host, hasHost := l.onlyEntry(f, "GWAddress")
		_, proxy, hasPort := l.onlyEntry(f, "ProxyPort")
		if hasHost && hasPort {
			there = append(there, gateway{h, f, at, host + ":" + port(proxy)})
		}
	})
	if len(there) == 0 {
		return
	}
	left := strings.Split(l.given, ",")
	wanted, unclear := len(left), ""
	for _, g := range there {
		i := slices.IndexFunc(left, func(item string) bool {
			same, why := samePeer(g.host, strings.TrimSpace(item), g.peer)
			if why != "" {
				unclear = why
			}
			return same
		})
		if i >= 0 {
			l.agree(g.file.Source(), g.at, g.peer)
			left = slices.Delete(left, i, i+1)
		}
	}
	switch {
	case len(left) == 0:
	case unclear != "":
		l.found, l.doubt = nil, fmt.Sprintf("%s: %s", l.parameter.Name, unclear)
	case len(there) < wanted: // the others may be on hosts that were not seen
		l.found = nil
		l.doubt = fmt.Sprintf("%s names %d gateways, and the files of %d were seen", l.parameter.Name, wanted, len(there))
	default:
		for _, g := range there {
			if !slices.ContainsFunc(l.found, func(e Evidence) bool { return e.Source == g.file.Source() }) {
				l.inferred = true
				l.several = true // how a list is joined is inferred, so none is written
				l.differ(g.file.Source(), g.at, g.peer)
			}
		}
	}
}

// samePeer compares "host:port" with another, and says why where that cannot be told.
func samePeer(h *Host, a, b string) (same bool, why string) {
	i, j := strings.LastIndexByte(a, ':'), strings.LastIndexByte(b, ':')
	if i < 0 || j < 0 || a[i:] != b[j:] {
		return false, ""
	}
	return sameHost(h, a[:i], b[:j])
}
