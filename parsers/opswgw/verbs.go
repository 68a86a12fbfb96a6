package opswgw

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
)

// Tunnel is a TunnelSrc to be written. Port 0 leaves the port out, as the guide
// does; then Cert must not be empty.
type Tunnel struct {
	Peer
	Cost      uint32
	Bandwidth uint32
	Cert      string
}

// String is the value of the entry.
func (t Tunnel) String() string {
	s := bracketed(t.Host)
	if t.Port != 0 {
		s += ":" + strconv.Itoa(int(t.Port))
	}
	s += fmt.Sprintf(":%d:%d", t.Cost, t.Bandwidth)
	if t.Cert != "" {
		s += ":" + t.Cert
	}
	return s
}

// check refuses what would not be read back as this tunnel.
func (t Tunnel) check() error {
	if why := HostFault(bracketed(t.Host)); why != "" {
		return fmt.Errorf("%q is no address and no host name: %s", t.Host, why)
	}
	if err := CheckCert(t.Cert); err != nil {
		return err
	}
	if t.Port == 0 && t.Cert == "" {
		return errors.New("a tunnel without a port needs a certificate")
	}
	return nil
}

// CheckCert refuses a path that would not be read back as one certificate.
func CheckCert(cert string) error {
	if strings.ContainsAny(cert, ":,@") || strings.ContainsFunc(cert, func(r rune) bool { return r <= ' ' || r == 0x7F }) ||
		cert != "" && digits(cert) {
		return fmt.Errorf("%q cannot be a certificate's path in a tunnel: blanks, colons, commas and @ would be read as something else", cert)
	}
	return nil
}

// AddTunnelSrc adds an entry of its own behind the last active TunnelSrc, and
// copies that line's indentation, separator, line end, and backslashes before
// colons. Comments that follow that line stay behind the new one. Without an
// active TunnelSrc the entry goes behind the last pair of the file.
func (f *File) AddTunnelSrc(t Tunnel, why string) ([]parsers.Edit, error) {
	if err := t.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Source().Name(), err)
	}
	if err := f.whole(); err != nil {
		return nil, err
	}
	written := properties.EscapeValue(t.String())
	last := f.Get("TunnelSrc")
	if last == nil {
		return f.base.Append(Prefix+"TunnelSrc", written, why)
	}
	if bytes.Contains(f.Source().Slice(last.Place), []byte(`\:`)) { // as java.util.Properties.store writes it
		written = strings.ReplaceAll(written, ":", `\:`)
	}
	return f.base.AddAfter(last.line, Prefix+"TunnelSrc", written, why)
}

// whole refuses a file in which a TunnelSrc is broken in two.
func (f *File) whole() error {
	for _, w := range f.wrapped {
		return f.refuse(w.Entry, "the TunnelSrc ends in a colon and its certificate stands on the next line: join them first")
	}
	return nil
}

func (f *File) refuse(e *Entry, message string) error {
	return fmt.Errorf("%s:%v: %s", f.Source().Name(), f.Source().Position(e.Place.Start), message)
}

// RemoveTunnels takes active tunnels away: a line with none left goes with its
// line end, and comments above it stay. Of a comma list, the item goes with its
// comma, and with the blanks and continuations between it and its neighbour.
func (f *File) RemoveTunnels(tunnels []*TunnelSrc, why string) ([]parsers.Edit, error) {
	if err := f.whole(); err != nil {
		return nil, err
	}
	for _, t := range tunnels {
		if t.Entry.Commented {
			return nil, f.refuse(t.Entry, "this tunnel is commented out already")
		}
	}
	gone := func(t *TunnelSrc) bool {
		return slices.ContainsFunc(tunnels, func(o *TunnelSrc) bool { return o.Is(t.Item) })
	}
	var edits []parsers.Edit
	var lines []properties.Line
	for e := range f.Active("TunnelSrc") {
		var items []*TunnelSrc
		for item := range e.items() {
			items = append(items, readTunnelSrc(item))
		}
		if kept := slices.IndexFunc(items, func(t *TunnelSrc) bool { return !gone(t) }); kept >= 0 {
			edits = append(edits, removeItems(items, kept, gone, why)...)
		} else {
			lines = append(lines, e.line)
		}
	}
	return append(edits, f.base.RemoveAll(lines, why)...), nil
}

// removeItems takes items out of a list of which the one at kept is the first to stay.
func removeItems(items []*TunnelSrc, kept int, gone func(*TunnelSrc) bool, why string) []parsers.Edit {
	var edits []parsers.Edit
	if kept > 0 {
		edits = append(edits, parsers.Edit{Span: parsers.Span{Start: items[0].Span.Start, End: items[kept].Span.Start}, Why: why})
	}
	for i := kept + 1; i < len(items); i++ {
		if gone(items[i]) {
			edits = append(edits, parsers.Edit{Span: parsers.Span{Start: items[i-1].Span.End, End: items[i].Span.End}, Why: why})
		}
	}
	return edits
}

// maxColons is how many "@" of one item are mended.
const maxColons = 1000

// Colons puts a colon in the place of each "@" of an item that stands before
// the first "/". It does nothing where the result could not be read either, or where
// there are more of them than a person wrote.
func (f *File) Colons(i Item, why string) []parsers.Edit {
	ats := i.Ats()
	if len(ats) > maxColons {
		return nil
	}
	item := i
	item.Text, item.fault = strings.Replace(i.Text, "@", ":", len(ats)), ""
	var fault string
	switch i.Entry.Name {
	case "TunnelSrc":
		fault = readTunnelSrc(item).fault
	case "TunnelDst":
		fault = readTunnelDst(item).fault
	case "LoadBalanceRule":
		fault = readLoadBalanceRule(item).fault
	}
	if fault != "" {
		return nil
	}
	edits := make([]parsers.Edit, len(ats))
	for n, at := range ats {
		edits[n] = parsers.Edit{Span: at, New: []byte(":"), Why: why}
	}
	return edits
}

// SetCost changes the cost of a tunnel and nothing else.
func (f *File) SetCost(t *TunnelSrc, cost uint32, why string) ([]parsers.Edit, error) {
	if t.fault != "" {
		return nil, f.refuse(t.Entry, "TunnelSrc "+t.Fault())
	}
	if n, ok := t.Cost.Number(); ok && n == cost {
		return nil, nil
	}
	return []parsers.Edit{{Span: t.Cost.Span, New: strconv.AppendUint(nil, uint64(cost), 10), Why: why}}, nil
}

// DisableListener comments an active listener out: "#" before the first
// character that is not blank on every natural line, and nothing else. It fails
// for a listener in a comma list, since the others would go with it, and where
// EnableListener would not give the same bytes back.
func (f *File) DisableListener(t *TunnelDst, why string) ([]parsers.Edit, error) {
	if t.Entry.Commented {
		return nil, nil
	}
	if t.shared() {
		return nil, f.refuse(t.Entry, "this line holds other listeners too, which would be disabled with it: give each a line of its own first")
	}
	if t.fault != "" {
		return nil, f.refuse(t.Entry, "TunnelDst "+t.Fault())
	}
	edits, err := f.base.CommentOut(t.Entry.line, why)
	if err != nil {
		return nil, err
	}
	if !f.restorable(t, edits) {
		return nil, f.refuse(t.Entry, "commented out, this line would not be recognised again: write it as opswgw.TunnelDst=… on one line first")
	}
	return edits, nil
}

// restorable reports whether the listener that edits comment out is found
// again, and comes back as it was.
func (f *File) restorable(t *TunnelDst, edits []parsers.Edit) bool {
	src := f.Source()
	raw, err := parsers.Apply(src, edits)
	if err != nil {
		return true // the engine says why
	}
	off := Parse(parsers.NewSource(src.Name(), raw, src.Format()))
	for d := range off.TunnelDsts() {
		if d.Entry.Commented && d.Entry.Lines() == t.Entry.Lines() && d.Text == t.Text {
			back, err := parsers.Apply(off.Source(), off.base.Uncomment(*d.Entry.comment, ""))
			return err == nil && bytes.Equal(back, src.Bytes())
		}
	}
	return false
}

// EnableListener takes the comment markers of a listener away, which is the
// reverse of DisableListener, byte for byte. It fails for a line that holds
// other listeners and for one that would not be read as a listener.
func (f *File) EnableListener(t *TunnelDst, why string) ([]parsers.Edit, error) {
	if !t.Entry.Commented {
		return nil, nil
	}
	if t.shared() {
		return nil, f.refuse(t.Entry, "this line holds other listeners too, which would be enabled with it: give each a line of its own first")
	}
	if t.fault != "" {
		return nil, f.refuse(t.Entry, "TunnelDst "+t.Fault())
	}
	edits := f.base.Uncomment(*t.Entry.comment, why)
	if raw, err := parsers.Apply(f.Source(), edits); err == nil && parsers.Total(f.Source().Reread(raw).Problems()) > parsers.Total(f.Problems()) {
		return nil, f.refuse(t.Entry, "without its comment marker this line would not be a pair that can be read: mend what it says first")
	}
	return edits, nil
}

// shared reports whether the listener's line holds another one.
func (t *TunnelDst) shared() bool {
	for item := range t.Entry.items() {
		if item.Index != t.Index {
			return true
		}
	}
	return false
}
