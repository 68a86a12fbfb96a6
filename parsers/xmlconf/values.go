package xmlconf

import (
	"iter"
	"strconv"

	"cfgtool/parsers"
)

// Values yields each attribute's value, at a path such as "/clconf/node[2]/@id",
// and the text of each element without child elements, at the element's path;
// its span is all the content.
// Elements from entities have none.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		v := valuer{tree: &f.tree, secrets: make(map[string]bool)}
		v.values(yield)
	}
}

// valuer keeps the path of the element that is visited.
type valuer struct {
	*tree
	path    []byte
	levels  []level
	secrets map[string]bool // the names seen so far
}

// secret is parsers.SecretKey, asked once for each name.
func (v *valuer) secret(name string) bool {
	secret, known := v.secrets[name]
	if !known {
		secret = parsers.SecretKey(name)
		v.secrets[name] = secret
	}
	return secret
}

// level is one open element on the path.
type level struct {
	start  int            // of its step in the path
	after  int32          // the element behind it
	counts map[string]int // of the names of its child elements so far
}

func (v *valuer) values(yield func(parsers.Value) bool) {
	roots := make(map[string]int)
	for i := range v.elements {
		e := &v.elements[i]
		for n := len(v.levels); n > 0 && v.levels[n-1].after <= e.id; n-- {
			v.path = v.path[:v.levels[n-1].start]
			v.levels = v.levels[:n-1]
		}
		counts := roots
		if n := len(v.levels); n > 0 {
			if v.levels[n-1].counts == nil {
				v.levels[n-1].counts = make(map[string]int)
			}
			counts = v.levels[n-1].counts
		}
		at := len(v.path)
		step := e.Name()
		counts[step]++
		v.path = append(append(v.path, '/'), step...)
		if n := counts[step]; n > 1 {
			v.path = append(strconv.AppendInt(append(v.path, '['), int64(n), 10), ']')
		}
		if !v.attributes(e, yield) {
			return
		}
		if e.after == e.id+1 {
			value := parsers.Value{Path: string(v.path), Text: e.Text(), Secret: v.secret(step), Span: e.Content()}
			if !yield(value) {
				return
			}
			v.path = v.path[:at]
			continue
		}
		v.levels = append(v.levels, level{start: at, after: e.after})
	}
}

func (v *valuer) attributes(e *Element, yield func(parsers.Value) bool) bool {
	seen := make(map[string]int)
	first, last := e.attrRange()
	for _, a := range v.attrs[first:last] {
		n := string(v.text[a.nameStart:a.nameEnd])
		path := string(v.path) + "/@" + n
		if last-first > 1 {
			if seen[n]++; seen[n] > 1 {
				path += "[" + strconv.Itoa(seen[n]) + "]"
			}
		}
		if !yield(parsers.Value{Path: path, Text: e.value(a), Secret: v.secret(n),
			Span: v.span(a.valueStart, a.valueEnd)}) {
			return false
		}
	}
	return true
}
