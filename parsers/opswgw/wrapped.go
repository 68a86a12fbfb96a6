package opswgw

import (
	"bytes"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
)

// Wrapped is a TunnelSrc whose certificate stands on a line of its own, as the
// guide prints it: the entry ends in a colon, and the next line, which begins
// with "/", is a key without a value to every reader.
type Wrapped struct {
	Entry *Entry
	Rest  parsers.Span // the certificate on the next line
}

func (f *File) findWrapped(e *Entry, i int) {
	lines := f.base.Lines()
	if e.Commented || e.Name != "TunnelSrc" || i+1 == len(lines) || !strings.HasSuffix(strings.TrimRight(e.Value, " \t\f"), ":") {
		return
	}
	next := lines[i+1]
	rest := parsers.Span{Start: next.Key().Start, End: next.Value().End}
	if next.Kind != properties.Pair || !bytes.HasPrefix(f.Source().Slice(rest), []byte("/")) {
		return
	}
	f.wrapped = append(f.wrapped, Wrapped{e, rest})
}

// Wrapped are the active TunnelSrc entries that are broken in two, in order.
func (f *File) Wrapped() []Wrapped { return f.wrapped }

// Join makes one line of the two. Blanks at the break go; the line end stays.
// It does nothing where the second line is more than a path.
func (f *File) Join(w Wrapped, why string) []parsers.Edit {
	src := f.Source()
	if bytes.ContainsAny(src.Slice(w.Rest), ":,@\\ \t\f") {
		return nil
	}
	head := bytes.TrimRight(src.Slice(w.Entry.Place), " \t\f")
	joined := append(bytes.Clone(head), src.Slice(w.Rest)...)
	return []parsers.Edit{{Span: parsers.Span{Start: w.Entry.Place.Start, End: w.Rest.End}, New: joined, Why: why}}
}
