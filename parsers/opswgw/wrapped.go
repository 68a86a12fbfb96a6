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

// findTorn tells of an active entry whose list does not go on in the next line though it
// was to: only a backslash that nothing follows continues a line.
func (f *File) findTorn(e *Entry) {
	written := f.Source().Slice(e.Place)
	bare := bytes.TrimRight(written, " \t\f")
	end := len(bytes.TrimSuffix(bare, []byte(",")))
	backslashes := end - len(bytes.TrimRight(bare[:end], `\`))
	switch {
	case e.Commented || backslashes%2 == 0:
		return
	case end < len(bare):
		e.torn = `ends in "\,", so it does not go on in the next line; write the comma before the backslash`
	case len(bare) < len(written):
		e.torn = `ends in a backslash and a blank, so it does not go on in the next line; take the blank away`
	default: // the file ends in a backslash
		return
	}
	at := parsers.Span{Start: e.Place.Start + end - 1, End: e.Place.End}
	f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Warning, Span: at, Message: e.Name + " " + e.torn})
}
