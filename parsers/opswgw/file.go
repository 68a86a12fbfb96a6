package opswgw

import (
	"bytes"
	"cmp"
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
)

// Format is the properties file of a gateway.
var Format = parsers.Format{
	ID:    "opswgw",
	Base:  "properties",
	Title: "Opsware gateway properties",
	Names: []string{"opswgw.properties"},
	Sniff: sniff,
	Parse: func(src *parsers.Source) parsers.Document { return Parse(src) },
}

// UnreadableRule is the rule of values that fit no form of their key.
const UnreadableRule = "GWP011"

// Prefix begins every key.
const Prefix = "opswgw."

// File is a gateway's properties with their meaning. It is a view: its syntax
// is that of the properties file under it.
type File struct {
	base     *properties.File
	problems parsers.Problems
	lists    []*Entry // those that are taken apart, in order
	wrapped  []Wrapped
}

// Entry is one pair under a key of the gateway, active or commented out.
type Entry struct {
	Name      string       // the key without "opswgw."
	Value     string       // what the value means
	Span      parsers.Span // of whole lines, with the line end
	Place     parsers.Span // of the value, or of what is behind the comment marker
	Commented bool         // it does not count
	file      *File
	line      properties.Line          // of an active one
	comment   *properties.CommentedOut // of another
	torn      string                   // why its list does not go on in the next line, or ""
}

// Lines are the first and the last natural line, 1-based.
func (e *Entry) Lines() [2]int {
	src := e.file.Source()
	// The last line is the one that the value ends in, not that behind the line end.
	return [2]int{src.Position(e.Span.Start).Line, src.Position(e.Place.End).Line}
}

// read is the value with the places of its bytes.
func (e *Entry) read() properties.Reading {
	if e.Commented {
		return e.file.base.ReadCommentedOut(*e.comment)
	}
	return e.file.base.Read(e.line)
}

// End is where the meaning of the value ends in the file, without blanks.
func (e *Entry) End() int {
	n := len(strings.TrimRight(e.Value, " \t\f"))
	return e.read().Span(0, n).End
}

// Parse gives the lines of src their meaning. It never fails; see Problems.
func Parse(src *parsers.Source) *File {
	f := &File{base: properties.Parse(src)}
	f.problems.List = slices.Clip(f.base.Problems())
	for i, e := range f.scan(isList) {
		f.findTorn(e)
		f.lists = append(f.lists, e)
		f.findWrapped(e, i)
		f.examine(e)
	}
	slices.SortStableFunc(f.problems.List, func(a, b parsers.Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return f
}

// scan makes entries of the pairs under the names that are wanted, active and
// commented out, in order, each with the index of its first line.
func (f *File) scan(wanted func(name []byte) bool) iter.Seq2[int, *Entry] {
	return func(yield func(int, *Entry) bool) {
		lines := f.base.Lines()
		for i := 0; i < len(lines); i++ {
			first := i
			var e *Entry
			switch l := lines[i]; l.Kind {
			case properties.Pair:
				if name, ok := f.name(l); ok && wanted(name) {
					e = &Entry{Name: f.base.Key(l)[len(Prefix):], Value: f.base.Value(l), Span: l.Span(), Place: l.Value(), file: f, line: l}
				}
			case properties.Comment:
				c, n := f.base.CommentedOutAt(i)
				i += max(n-1, 0)
				if name, ok := strings.CutPrefix(c.Key, Prefix); ok && wanted([]byte(name)) {
					e = &Entry{Name: name, Span: c.Span, Place: c.Body, Commented: true, file: f, comment: &c}
					e.Value = e.read().Text
				}
			}
			if e != nil && !yield(first, e) {
				return
			}
		}
	}
}

// name is the key of a line without "opswgw.", or false where that is missing.
func (f *File) name(l properties.Line) ([]byte, bool) {
	key := f.Source().Slice(l.Key())
	if bytes.IndexByte(key, '\\') >= 0 {
		key = []byte(f.base.Key(l))
	}
	return bytes.CutPrefix(key, []byte(Prefix))
}

// isList reports whether the values under a name are taken apart.
func isList(name []byte) bool {
	switch string(name) {
	case "TunnelSrc", "TunnelDst", "LoadBalanceRule":
		return true
	}
	return false
}

// examine records the items of an active entry that cannot be read.
func (f *File) examine(e *Entry) {
	if e.Commented {
		return
	}
	for item := range e.items() {
		switch e.Name {
		case "TunnelSrc":
			item = readTunnelSrc(item).Item
		case "TunnelDst":
			item = readTunnelDst(item).Item
		case "LoadBalanceRule":
			item = readLoadBalanceRule(item).Item
		}
		if item.fault != "" && item.fault != e.torn && !item.hasAt() { // "@" has a rule of its own
			f.problems.Add(parsers.Problem{
				Rule: UnreadableRule, Severity: parsers.Warning, Span: item.Span,
				Message: item.Entry.Name + " " + item.Fault(),
			})
		}
	}
}

// Base is the properties file.
func (f *File) Base() parsers.Document { return f.base }

// Properties is the properties file.
func (f *File) Properties() *properties.File { return f.base }

// Source is the file's content.
func (f *File) Source() *parsers.Source { return f.base.Source() }

// Problems are those of the properties file, and values that fit no form.
func (f *File) Problems() []parsers.Problem { return f.problems.List }

// Values are those of the properties file.
func (f *File) Values() iter.Seq[parsers.Value] { return f.base.Values() }

// KeyedValues are those of the properties file.
func (f *File) KeyedValues() iter.Seq[parsers.Value] { return f.base.KeyedValues() }

// HiddenValues are those of the properties file.
func (f *File) HiddenValues(within parsers.Span) iter.Seq[parsers.Span] {
	return f.base.HiddenValues(within)
}

// Comments are those of the properties file.
func (f *File) Comments() []parsers.Span { return f.base.Comments() }

// Tiles are those of the properties file.
func (f *File) Tiles() iter.Seq[parsers.Tile] { return f.base.Tiles() }

// Entries yields the pairs of the gateway, active and commented out, in order.
func (f *File) Entries() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for _, e := range f.scan(func([]byte) bool { return true }) {
			if !yield(e) {
				return
			}
		}
	}
}

// Active yields the entries that count with this name, in order.
func (f *File) Active(name string) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		if isList([]byte(name)) {
			for _, e := range f.lists {
				if e.Name == name && !e.Commented && !yield(e) {
					return
				}
			}
			return
		}
		for _, e := range f.scan(func(n []byte) bool { return string(n) == name }) {
			if !e.Commented && !yield(e) {
				return
			}
		}
	}
}

// Get is the last active entry with this name, or nil. The gateway is taken to
// read its file as Java does, for which the last one counts.
func (f *File) Get(name string) *Entry {
	var last *Entry
	for e := range f.Active(name) {
		last = e
	}
	return last
}

// Text is the value of the last active entry with this name, or "".
func (f *File) Text(name string) string {
	if e := f.Get(name); e != nil {
		return e.Value
	}
	return ""
}

// TunnelSrcs yields the tunnels that the gateway opens, active and commented out,
// in order.
func (f *File) TunnelSrcs() iter.Seq[*TunnelSrc] { return taken(f, "TunnelSrc", readTunnelSrc) }

// TunnelDsts yields the listeners for tunnels, active and commented out, in order.
func (f *File) TunnelDsts() iter.Seq[*TunnelDst] { return taken(f, "TunnelDst", readTunnelDst) }

// LoadBalanceRules yields the rules of a load balancing gateway, active and
// commented out, in order.
func (f *File) LoadBalanceRules() iter.Seq[*LoadBalanceRule] {
	return taken(f, "LoadBalanceRule", readLoadBalanceRule)
}

// taken reads the items of the entries with a name while they are asked for: a list
// of a million items takes no room.
func taken[T any](f *File, name string, read func(Item) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, e := range f.lists {
			if e.Name != name {
				continue
			}
			for item := range e.items() {
				if !yield(read(item)) {
					return
				}
			}
		}
	}
}

// sniff scores a text: keys that begin with "opswgw." are found nowhere else.
func sniff(text []byte) int {
	f := properties.Parse(parsers.NewSource("", text, parsers.Format{}))
	for _, l := range f.Lines() {
		if l.Kind == properties.Pair && strings.HasPrefix(f.Key(l), Prefix) {
			return 60
		}
	}
	return 0
}
