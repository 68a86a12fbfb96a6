package linuxha

import (
	"bytes"
	"fmt"
	"net/netip"
	"sort"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/xmlconf"
)

// Connection is one word of a section of known connections: the IP address of
// something outside the cluster that answers ping.
type Connection struct {
	Text string
	Span parsers.Span // of the whole content where references stand in it
}

// Addr is the address, or false where the word is none.
func (c Connection) Addr() (netip.Addr, bool) { return ParseAddr(c.Text) }

// ParseAddr reads an IP address without a zone.
func ParseAddr(text string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(text)
	return a.Unmap(), err == nil && a.Zone() == ""
}

// Sections are the sections of known connections, in source order, at any
// depth. The product reads the one at the top level.
func (c *Clconf) Sections(p *Profile) []*xmlconf.Element {
	return named(c.File, p.Clconf.Connections.Name)
}

// Connections are the words of a section, in source order. White space and
// no-break spaces separate them.
func (c *Clconf) Connections(section *xmlconf.Element) []Connection {
	content := c.content(section)
	if content.references {
		var found []Connection
		text := []byte(section.Text())
		for _, w := range words(text) {
			found = append(found, Connection{string(text[w.start:w.end]), section.Content()})
		}
		return found
	}
	var found []Connection
	for _, w := range words(content.text) {
		found = append(found, Connection{string(content.text[w.start:w.end]), content.span(w)})
	}
	return found
}

// content is what stands directly in an element.
type content struct {
	text       []byte // character data
	runs       []run  // where it stands
	others     []parsers.Span
	references bool // some of the character data is written as references
}

// content reads a section: its comments and instructions are the others.
func (c *Clconf) content(section *xmlconf.Element) content {
	var out content
	between := section.Content() // the child elements
	for e := range section.Children() {
		child := e.Span()
		out.take(c, parsers.Span{Start: between.Start, End: child.Start})
		between.Start = child.End
	}
	out.take(c, between)
	return out
}

// take reads a part of the section that holds no element.
func (out *content) take(c *Clconf, part parsers.Span) {
	for tile := range c.TilesIn(part) {
		take := tile.Span
		switch tile.Kind {
		case "text", "white space":
		case "CDATA section":
			take.Start = min(take.Start+len("<![CDATA["), take.End)
			take.End = max(take.End-len("]]>"), take.Start)
		case "reference":
			out.references = true
			continue
		default:
			out.others = append(out.others, tile.Span)
			continue
		}
		out.runs = append(out.runs, run{len(out.text), take.Start})
		out.text = append(out.text, c.Source().Slice(take)...)
	}
}

// run is where bytes of a content stand, from one of them on.
type run struct{ from, at int }

// place is where a byte of the content stands.
func (c *content) place(i int) int {
	n := sort.Search(len(c.runs), func(n int) bool { return c.runs[n].from > i }) - 1
	return c.runs[n].at + i - c.runs[n].from
}

// span is where a word of the content stands.
func (c *content) span(w word) parsers.Span {
	return parsers.Span{Start: c.place(w.start), End: c.place(w.end-1) + 1}
}

// AddConnections makes the top level section hold the addresses: those that it
// lacks go behind its last one, in order. In a section that has lines, each gets
// a line of its own, indented as the last one is, with spaces for no-break
// spaces; a comment behind the last one stays on its line. Else they follow on
// the same line. Where there is no section, one is added behind the root's last
// element, in its layout.
//
// Addresses that are there stay as they are. Several sections, one that is not
// at the top level, and one that has to grow but holds elements or references
// are a *PlaceError.
func (c *Clconf) AddConnections(p *Profile, addresses []netip.Addr, why string) ([]parsers.Edit, error) {
	root := c.Root()
	if root == nil {
		return nil, &PlaceError{-1, "there is no root element"}
	}
	name := p.Clconf.Connections.Name
	sections := c.Sections(p)
	if len(sections) > 1 {
		return nil, &PlaceError{sections[1].Start().Start, fmt.Sprintf("there is a second <%s>; the first is at %v",
			name, c.Source().Position(sections[0].Start().Start))}
	}
	if len(sections) == 0 {
		if len(addresses) == 0 {
			return nil, nil
		}
		n := xmlconf.Node{Name: name, Lines: texts(addresses)}
		if !bytes.ContainsAny(c.Source().Slice(root.Span()), "\r\n") {
			n = xmlconf.Node{Name: name, Text: strings.Join(texts(addresses), " ")}
		}
		return c.AppendChild(root, n, why)
	}
	section := sections[0]
	if section.Parent() != root {
		return nil, &PlaceError{section.Start().Start, fmt.Sprintf("<%s> is a top level section, and stands in <%s> here", name, section.Parent().Name())}
	}
	missing := c.missing(section, addresses)
	if len(missing) == 0 {
		return nil, nil
	}
	for e := range section.Children() {
		return nil, &PlaceError{e.Start().Start, fmt.Sprintf("<%s> holds the element <%s>, and how addresses stand in it is not known; add %s by hand",
			name, e.Name(), strings.Join(texts(missing), ", "))}
	}
	return c.grow(section, texts(missing), why)
}

func texts(addresses []netip.Addr) []string {
	var all []string
	for _, a := range addresses {
		all = append(all, a.String())
	}
	return all
}

// missing are the addresses that the section lacks, each once.
func (c *Clconf) missing(section *xmlconf.Element, addresses []netip.Addr) []netip.Addr {
	has := make(map[netip.Addr]bool)
	for _, known := range c.Connections(section) {
		if a, ok := known.Addr(); ok {
			has[a] = true
		}
	}
	var missing []netip.Addr
	for _, a := range addresses {
		if !has[a] {
			missing = append(missing, a)
			has[a] = true
		}
	}
	return missing
}

// grow writes addresses into a section that has neither elements nor references.
func (c *Clconf) grow(section *xmlconf.Element, added []string, why string) ([]parsers.Edit, error) {
	content := c.content(section)
	if content.references {
		return nil, &PlaceError{section.Content().Start, fmt.Sprintf("the addresses are written with references; add %s by hand", strings.Join(added, ", "))}
	}
	if len(words(content.text)) == 0 && len(content.others) == 0 {
		return c.SetText(section, c.fill(section, added), why)
	}
	last := c.lastThing(content)
	text := c.Source().Text()
	line := last.Start
	for line > section.Content().Start && text[line-1] != '\n' && text[line-1] != '\r' {
		line--
	}
	if line == section.Content().Start {
		return []parsers.Edit{{Span: parsers.Span{Start: last.End, End: last.End}, New: []byte(" " + strings.Join(added, " ")), Why: why}}, nil
	}
	end, _ := indentation(text, line)
	indent := PlainIndent(string(text[line:end]))
	eol := "\n"
	switch {
	case text[line-1] == '\r':
		eol = "\r"
	case line > 1 && text[line-2] == '\r':
		eol = "\r\n"
	}
	at := c.lineEnd(content, last.End)
	return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(eol + indent + strings.Join(added, eol+indent)), Why: why}}, nil
}

// lastThing is the section's last word, or where it has none its last comment.
func (c *Clconf) lastThing(in content) parsers.Span {
	if all := words(in.text); len(all) > 0 {
		return in.span(all[len(all)-1])
	}
	return in.others[len(in.others)-1]
}

// lineEnd is where the line of a place in a section ends; where it ends behind
// the section, it is the end of the last word or comment of the section.
func (c *Clconf) lineEnd(in content, place int) int {
	for i, c := range in.text {
		if c == '\n' || c == '\r' {
			if at := in.place(i); at >= place {
				return at
			}
		}
	}
	for _, other := range in.others {
		place = max(place, other.End)
	}
	return place
}

// fill is the content of a section that has none: lines as in the howto's
// sample, indented further than the section by as much as it is further than
// its parent; on one line where the section does not begin its line.
func (c *Clconf) fill(section *xmlconf.Element, added []string) string {
	outer, alone := c.indent(section)
	if !alone {
		return strings.Join(added, " ")
	}
	unit := "  "
	if parent, ok := c.indent(section.Parent()); ok && len(parent) < len(outer) && strings.HasPrefix(outer, parent) {
		unit = outer[len(parent):]
	}
	return "\n" + outer + unit + strings.Join(added, "\n"+outer+unit) + "\n" + outer
}

// indent is the indentation of the element's line, with plain spaces, and
// whether the element begins the line.
func (c *Clconf) indent(e *xmlconf.Element) (string, bool) {
	text := c.Source().Text()
	line := c.Source().LineStart(e.Start().Start)
	if line == 0 && e.Parent() != nil {
		return "", false // the root begins this line
	}
	end, _ := indentation(text, line)
	return PlainIndent(string(text[line:min(end, e.Start().Start)])), end == e.Start().Start
}
