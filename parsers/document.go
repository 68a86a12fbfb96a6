package parsers

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Document is a parsed file: a typed view whose parts are spans of its Source.
// Concrete documents add the nouns of their format and the verbs that edit them.
// Several goroutines may read one at the same time.
type Document interface {
	Source() *Source
	Problems() []Problem     // in source order; empty for a file that the reference reader accepts
	Values() iter.Seq[Value] // in source order
	Comments() []Span        // in source order, each with its markers, without its line end
	Tiles() iter.Seq[Tile]   // the leaves of the tree, in source order; they concatenate to the text
}

// Value is one value that the file states: what get prints, set replaces, a
// semantic diff compares, masking hides, and the engine checks after an edit.
type Value struct {
	Path   string // where, in the format's path syntax; the n-th repetition of a key ends in [n], n >= 2
	Span   Span   // the value's bytes, without quotes
	Text   string // what the bytes mean, after escapes and references
	Secret bool   // never print Text
}

// Keyed is a Document that can yield its values without counting repetitions.
type Keyed interface {
	// KeyedValues yields the Values, each with its Key for a Path.
	KeyedValues() iter.Seq[Value]
}

// KeyedValues yields the values of d, each with its Key for a Path, for who
// walks over all of a large file and needs no numbers.
func KeyedValues(d Document) iter.Seq[Value] {
	if k, ok := d.(Keyed); ok {
		return k.KeyedValues()
	}
	return func(yield func(Value) bool) {
		for v := range d.Values() {
			v.Path = v.Key()
			if !yield(v) {
				return
			}
		}
	}
}

// Repetition is the path of the n-th value under a key, counted from 1.
func Repetition(key string, n int) string {
	if n < 2 {
		return key
	}
	return key + "[" + strconv.Itoa(n) + "]"
}

// longPath is the length in bytes over which a path that others go below is shortened.
const longPath = 512

// Short is a path for others to go below: itself, or where it is long its
// beginning and a digest. So the paths of n values in or below something with a
// long name are not n times that long.
func Short(path string) string {
	if len(path) <= longPath {
		return path
	}
	sum := sha256.Sum256([]byte(path))
	return strings.ToValidUTF8(path[:longPath/2], "") + "…" + hex.EncodeToString(sum[:8])
}

// Key is the Path without its repetition numbers: it stays the same when a
// repetition before this one is added or removed.
func (v Value) Key() string { return withoutRepetitions(v.Path) }

// withoutRepetitions takes every [n] out of a path.
func withoutRepetitions(path string) string {
	if strings.IndexByte(path, '[') < 0 {
		return path
	}
	var b strings.Builder
	for path != "" {
		open := strings.IndexByte(path, '[')
		if open < 0 {
			break
		}
		end := open + 1
		for end < len(path) && path[end] >= '0' && path[end] <= '9' {
			end++
		}
		if end == open+1 || end == len(path) || path[end] != ']' {
			b.WriteString(path[:end])
			path = path[end:]
			continue
		}
		b.WriteString(path[:open])
		path = path[end+1:]
	}
	b.WriteString(path)
	return b.String()
}

// Tile is a leaf of the tree.
type Tile struct {
	Span Span
	Kind string // the grammar's own name for it, such as "key" or "comment"; Unknown when the parser could not read it
}

// Tiling is the leaves of a tree in source order, laid one behind the other. They are
// kept where On says so: who needs the tiles of a file lays them once more.
type Tiling struct {
	On     bool
	leaves []leaf
	kinds  []string
}

// leaf is a Tile in little room; a file is far smaller than 4 GB.
type leaf struct {
	start, end uint32
	kind       uint8 // in kinds
}

// Lay adds the leaf from start to end, where there is any text between the two.
func (t *Tiling) Lay(start, end int, kind string) {
	if !t.On || end <= start {
		return
	}
	k := slices.Index(t.kinds, kind)
	if k < 0 {
		k = len(t.kinds)
		t.kinds = append(t.kinds, kind)
	}
	t.leaves = append(t.leaves, leaf{uint32(start), uint32(end), uint8(k)})
}

// All yields the leaves.
func (t *Tiling) All() iter.Seq[Tile] {
	return func(yield func(Tile) bool) {
		for _, l := range t.leaves {
			if !yield(Tile{Span{int(l.start), int(l.end)}, t.kinds[l.kind]}) {
				return
			}
		}
	}
}

// Unknown is the Kind of tiles that hold what a parser could not read.
const Unknown = "unknown"

// View is a Document that reads a more general one with more meaning, as a
// gateway file reads a properties file.
type View interface {
	Document
	Base() Document
}

// As returns d as a T: d itself, or the first of the documents under d that is one.
func As[T any](d Document) (T, bool) {
	for d != nil {
		if t, ok := any(d).(T); ok {
			return t, true
		}
		v, ok := d.(View)
		if !ok {
			break
		}
		d = v.Base()
	}
	var none T
	return none, false
}

// Renamer is a Document in which an edit can change the keys of values that it
// does not touch, as renaming an XML element does those of all values in it.
// Renames tells the scope of an edit that does so.
type Renamer interface {
	Renames(edit Span) (scope Span, ok bool)
}

// Plain is a text without parts, for files that are of none of the kinds, or that are
// read line by line. It is in no list of kinds, so no file is taken for one.
var Plain = Format{ID: "text", Parse: func(src *Source) Document { return plainText{src} }}

type plainText struct{ src *Source }

func (p plainText) Source() *Source         { return p.src }
func (p plainText) Problems() []Problem     { return p.src.Problems() }
func (p plainText) Values() iter.Seq[Value] { return func(func(Value) bool) {} }
func (p plainText) Comments() []Span        { return nil }
func (p plainText) Tiles() iter.Seq[Tile] {
	return func(yield func(Tile) bool) {
		if n := len(p.src.Text()); n > 0 {
			yield(Tile{Span{0, n}, "text"})
		}
	}
}
