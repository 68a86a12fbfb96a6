package linuxha

import (
	"net/netip"
	"path"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/pattern"
	"cfgtool/parsers/xmlconf"
)

// AppconfFormat is the configuration of an application, /etc/cluster/APP/appconf.xml.
var AppconfFormat = parsers.Format{
	ID:      "appconf",
	Base:    xmlconf.Format.ID,
	Title:   "a Linuxha.net application configuration",
	Names:   []string{"appconf.xml"},
	Charset: xmlconf.Charset,
	Parse:   func(src *parsers.Source) parsers.Document { return &Appconf{xmlconf.Parse(src)} },
}

// Appconf is a parsed appconf.xml.
type Appconf struct{ *xmlconf.File }

// Base is the file as XML.
func (a *Appconf) Base() parsers.Document { return a.File }

// Networks are the elements that hold network settings, in source order.
func (a *Appconf) Networks(p *Profile) []*xmlconf.Element {
	return named(a.File, p.Appconf.Network.Name)
}

// OwnAddress is an IP address of the application.
type OwnAddress struct {
	Entry
	Addr  netip.Addr
	Basis Name // what says that the entry holds one
}

// neverOwn are entries that hold no address of a host, whatever a profile says.
var neverOwn = []string{"netmask", "broadcast", "gateway"}

// OwnAddresses are the entries, anywhere in the file, that the profile says to
// hold addresses of the application, and that hold one.
func (a *Appconf) OwnAddresses(p *Profile) []OwnAddress {
	var found []OwnAddress
	for e := range a.File.Elements() {
		for entry := range Entries(a.File, e) {
			i := slices.IndexFunc(p.Appconf.Addresses, func(n Name) bool { return n.Name == entry.Name })
			if i < 0 || slices.Contains(neverOwn, entry.Name) {
				continue
			}
			if addr, err := netip.ParseAddr(entry.Value); err == nil {
				found = append(found, OwnAddress{entry, addr, p.Appconf.Addresses[i]})
			}
		}
	}
	slices.SortFunc(found, func(a, b OwnAddress) int { return a.Span.Start - b.Span.Start })
	return found
}

// plain are names that need no quotes in a shell.
var plain = pattern.Of(`^[A-Za-z0-9_][A-Za-z0-9_.+@-]*$`)

// Application is the application's name: that of the file's directory when this
// lies in "cluster", as in /etc/cluster/apache/appconf.xml, else what the root
// element says under a name of the profile. It is "" when neither gives a name
// that can stand in a shell command as it is.
func (a *Appconf) Application(p *Profile) string {
	name := strings.ReplaceAll(a.Source().Name(), `\`, "/")
	dir := path.Dir(path.Clean(name))
	if app := path.Base(dir); path.Base(path.Dir(dir)) == "cluster" && plain().MatchString(app) {
		return app
	}
	root := a.Root()
	if root == nil {
		return ""
	}
	for _, n := range p.Appconf.Application {
		for _, entry := range EntriesNamed(a.File, root, n.Name) {
			if plain().MatchString(entry.Value) {
				return entry.Value
			}
		}
	}
	return ""
}
