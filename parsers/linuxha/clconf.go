package linuxha

import (
	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
)

// ClconfFormat is the configuration of a cluster, /etc/cluster/clconf.xml.
var ClconfFormat = parsers.Format{
	ID:      "clconf",
	Base:    xmlconf.Format.ID,
	Title:   "a Linuxha.net cluster configuration",
	Names:   []string{"clconf.xml"},
	Charset: xmlconf.Charset,
	Parse: func(src *parsers.Source) parsers.Document {
		return &Clconf{xmlconf.Parse(src)}
	},
}

// Clconf is a parsed clconf.xml.
type Clconf struct {
	*xmlconf.File
}

// Base is the file as XML.
func (c *Clconf) Base() parsers.Document { return c.File }

// Global is the element that holds the global entries. None and several are a *PlaceError.
func (c *Clconf) Global(p *Profile) (*xmlconf.Element, error) {
	return only(c.File, p.Clconf.Global.Name, ", so there is no place for port entries; add one, empty")
}

// PortEntries are the entries of all global elements that state ports, in source order.
func (c *Clconf) PortEntries(p *Profile) []Entry {
	var ports []Entry
	for _, global := range named(c.File, p.Clconf.Global.Name) {
		for e := range Entries(c.File, global) {
			if _, ok := p.PortEntry(e.Name); ok {
				ports = append(ports, e)
			}
		}
	}
	return ports
}

// AddPorts writes new port entries into the global element, as AddEntries does.
func (c *Clconf) AddPorts(p *Profile, global *xmlconf.Element, ports []Entry, why string) ([]parsers.Edit, error) {
	like := func(name string) bool { _, ok := p.PortEntry(name); return ok }
	return AddEntries(c.File, global, ports, like, why)
}

// Numbers are the whole numbers from 1 to MaxPort that stand as values in the
// file. Since it is not known which entries are ports, each may be one.
func (c *Clconf) Numbers() map[int]bool {
	numbers := make(map[int]bool)
	for v := range c.KeyedValues() {
		if n, ok := ParsePort(v.Text); ok {
			numbers[n] = true
		}
	}
	return numbers
}
