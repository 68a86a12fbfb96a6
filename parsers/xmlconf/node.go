package xmlconf

import "strings"

// Node is a new element to be written. Its text comes before its children.
type Node struct {
	Name     string
	Attrs    [][2]string // names and values, in the order in which they are written
	Text     string
	Lines    []string // text, one entry a line, each on a line of its own at the place's indentation
	Children []Node
}

// place is how an element is written at one place: as its neighbours are.
type place struct {
	escaper
	block  bool   // on lines of its own
	indent string // of the line
	unit   string // by which content is indented further
	quote  byte
	slash  string // what ends a tag without content: "/>", " />", or "" for an end tag
}

// write appends the node, without what stands before it on its line and without
// a line end behind it.
func (p place) write(b *strings.Builder, n Node) error {
	if err := p.name(n.Name, "element"); err != nil {
		return err
	}
	b.WriteString("<" + n.Name)
	for _, a := range n.Attrs {
		if err := p.name(a[0], "attribute"); err != nil {
			return err
		}
		value, err := p.value(a[1], p.quote)
		if err != nil {
			return err
		}
		b.WriteString(" " + a[0] + "=" + string(p.quote) + value + string(p.quote))
	}
	if n.Text == "" && len(n.Lines) == 0 && len(n.Children) == 0 && p.slash != "" {
		b.WriteString(p.slash)
		return nil
	}
	b.WriteString(">")
	if err := p.content(b, n); err != nil {
		return err
	}
	b.WriteString("</" + n.Name + ">")
	return nil
}

func (p place) content(b *strings.Builder, n Node) error {
	written, err := p.text(n.Text)
	if err != nil {
		return err
	}
	b.WriteString(written)
	inside := p
	inside.indent += p.unit
	for _, line := range n.Lines {
		written, err := p.text(line)
		if err != nil {
			return err
		}
		b.WriteString(p.eol)
		if written != "" {
			b.WriteString(inside.indent + written)
		}
	}
	for _, c := range n.Children {
		if p.block {
			b.WriteString(p.eol + inside.indent)
		}
		if err := inside.write(b, c); err != nil {
			return err
		}
	}
	if len(n.Lines) > 0 || p.block && len(n.Children) > 0 {
		b.WriteString(p.eol + p.indent)
	}
	return nil
}
