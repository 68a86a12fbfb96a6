package xmlconf

import (
	"fmt"
	"hash/crc32"
	"iter"
	"slices"
	"strconv"

	"cfgtool/parsers"
)

// Values yields each attribute's value, at a path such as "/clconf/node[2]/@id",
// and the text of each element without child elements, at the element's path;
// its span is all the content.
// Elements from entities have none.
func (f *File) Values() iter.Seq[parsers.Value] { return f.values(true) }

// KeyedValues yields the same with keys for paths, as parsers.Keyed says.
func (f *File) KeyedValues() iter.Seq[parsers.Value] { return f.values(false) }

func (f *File) values(numbered bool) iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		v := valuer{tree: &f.tree, numbered: numbered, levels: []level{{key: &key{}, after: int32(len(f.tree.elements))}}, watch: newWatch(&f.tree)}
		v.values(yield)
	}
}

// valuer keeps the path of the element that is visited.
type valuer struct {
	*tree
	numbered bool
	path     []byte // of the element, with numbers
	levels   []level
	watch    watch
}

// level is one open element on the path.
type level struct {
	key    *key
	path   []byte       // of its element, for others to go below
	after  int32        // the element behind it
	counts map[*key]int // of its child elements so far
}

// key is a path without numbers. There is one of each for a file.
type key struct {
	parent               *key
	step                 string // the last of the path, with its "/" or "/@"
	path                 string // all of it, once it was asked for
	elements, attributes keys
}

// keys are those below another, by their names: few of them, mostly.
type keys struct {
	names []string
	keys  []*key
	index map[string]*key // of many
}

// many is how many names are looked up faster than they are compared.
const many = 8

func (ks *keys) find(name []byte) *key {
	if ks.index != nil {
		return ks.index[string(name)]
	}
	for i, n := range ks.names {
		if n == string(name) {
			return ks.keys[i]
		}
	}
	return nil
}

func (ks *keys) add(name string, k *key) {
	ks.names, ks.keys = append(ks.names, name), append(ks.keys, k)
	if len(ks.names) <= many {
		return
	}
	if ks.index == nil {
		ks.index = make(map[string]*key)
		for i, n := range ks.names {
			ks.index[n] = ks.keys[i]
		}
	}
	ks.index[name] = k
}

func (k *key) String() string {
	if k.path == "" && k.parent != nil {
		k.path = parsers.Short(k.parent.String()) + k.step
	}
	return k.path
}

// below is the key of a name among those below k.
func (k *key) below(in *keys, slash string, name []byte) *key {
	if known := in.find(name); known != nil {
		return known
	}
	n := string(name)
	made := &key{parent: k, step: slash + n}
	in.add(n, made)
	return made
}

func (v *valuer) values(yield func(parsers.Value) bool) {
	for i := range v.elements {
		e := &v.elements[i]
		n := len(v.levels)
		for v.levels[n-1].after <= e.id {
			n--
		}
		v.levels = v.levels[:n]
		k := v.step(&v.levels[n-1], e)
		v.watch.enter(e)
		if !v.attributes(e, k, yield) {
			return
		}
		if e.after > e.id+1 {
			v.levels = append(v.levels, level{key: k, path: v.below(k), after: e.after})
			continue
		}
		text := e.Text()
		if !yield(parsers.Value{Path: v.at(k, 1), Text: text, Secret: v.watch.hidesText(text) || parsers.SecretInside(text), Span: e.Content()}) {
			return
		}
	}
}

// step goes down to an element.
func (v *valuer) step(in *level, e *Element) *key {
	name := v.text[e.start()+1 : e.nameEnd()]
	k := in.key.below(&in.key.elements, "/", name)
	if !v.numbered {
		return k
	}
	if in.counts == nil {
		in.counts = make(map[*key]int)
	}
	in.counts[k]++
	v.path = append(append(append(v.path[:0], in.path...), '/'), name...)
	if n := in.counts[k]; n > 1 {
		v.path = append(strconv.AppendInt(append(v.path, '['), int64(n), 10), ']')
	}
	return k
}

// below is the path of the element for others to go below. Where its key is shortened,
// so is it, and a digest in the form of a number tells it from its like.
func (v *valuer) below(k *key) []byte {
	if !v.numbered {
		return nil
	}
	short := parsers.Short(k.String())
	if short == k.String() {
		return slices.Clone(v.path)
	}
	return fmt.Appendf(nil, "%s[%d]", short, crc32.ChecksumIEEE(v.path))
}

// at is where a value stands: the n-th one under k.
func (v *valuer) at(k *key, n int) string {
	if !v.numbered {
		return k.String()
	}
	return parsers.Repetition(string(v.path), n)
}

func (v *valuer) attributes(e *Element, in *key, yield func(parsers.Value) bool) bool {
	first, last := e.attrRange()
	var seen map[*key]int // where there are several
	if first < last && v.numbered {
		element := v.path
		v.path = v.below(in)
		defer func() { v.path = element }()
	}
	before := len(v.path)
	for _, a := range v.attrs[first:last] {
		name := v.text[a.nameStart:a.nameEnd]
		k := in.below(&in.attributes, "/@", name)
		n := 1
		if v.numbered {
			if last-first > 1 {
				if seen == nil {
					seen = make(map[*key]int)
				}
				seen[k]++
				n = seen[k]
			}
			v.path = append(append(v.path, "/@"...), name...)
		}
		text := e.value(a)
		if !yield(parsers.Value{Path: v.at(k, n), Text: text, Secret: v.watch.hidesValue(name, text) || parsers.SecretInside(text), Span: v.span(a.valueStart, a.valueEnd)}) {
			return false
		}
		v.path = v.path[:before]
	}
	return true
}
