package xmlconf

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// watch knows, of the element that was entered last, which of its values are
// secrets by their names and by where they stand:
//
//	<password>X</password>
//	<password><value>X</value></password>
//	<property name="password" value="X"/>
//	<entry key="db.password">X</entry>
//	<name>password</name><value>X</value>
type watch struct {
	*tree
	names map[string]naming
	open  []watched // elements with children, the last of them innermost

	element, text parsers.Secrecy // of what the element is called, and of its text
}

// naming is what a name of an element or attribute means for secrets.
type naming struct {
	secrecy parsers.Secrecy // of the value under it
	names   bool            // its value is the name of another one
	value   bool            // it holds the value of what another one names
}

// watched is an element around those that are entered.
type watched struct {
	after int32           // the element behind it
	all   parsers.Secrecy // of everything in it
	named parsers.Secrecy // of what its last child so far has named
}

func newWatch(t *tree) watch { return watch{tree: t, names: make(map[string]naming)} }

func (w *watch) naming(name []byte) naming {
	known, ok := w.names[string(name)]
	if !ok {
		local := string(name[bytes.LastIndexByte(name, ':')+1:])
		known.secrecy = parsers.SecrecyOf(local)
		known.names, known.value = parsers.NameName(local), parsers.ValueName(local)
		w.names[string(name)] = known
	}
	return known
}

// enter goes on to an element. All elements are entered in order, but for those
// that lie in one that is passed over.
func (w *watch) enter(e *Element) {
	for len(w.open) > 0 && w.open[len(w.open)-1].after <= e.id {
		w.open = w.open[:len(w.open)-1]
	}
	var parent watched
	if n := len(w.open); n > 0 {
		parent = w.open[n-1]
	}
	is := w.naming(w.tree.text[e.start()+1 : e.nameEnd()])
	w.element = max(is.secrecy, w.namedBy(e))
	if is.value {
		w.element = max(w.element, parent.named, w.namedBehind(e, parent))
	}
	w.text = w.element
	if parent.all != parsers.Open {
		w.text = max(w.text, parsers.Likely)
		if is.value {
			w.text = max(w.text, parent.all)
		}
	}
	leaf := e.after == e.id+1
	if !leaf {
		w.open = append(w.open, watched{after: e.after, all: max(w.element, parent.all)})
	} else if is.names && len(w.open) > 0 {
		w.open[len(w.open)-1].named = parsers.SecrecyOf(string(bytes.TrimSpace(e.Content().In(w.tree.text))))
	}
}

// namedBy is the secrecy of what an attribute of the element names.
func (w *watch) namedBy(e *Element) (s parsers.Secrecy) {
	first, last := e.attrRange()
	for _, a := range w.attrs[first:last] {
		if w.naming(w.tree.text[a.nameStart:a.nameEnd]).names {
			s = max(s, parsers.SecrecyOf(string(w.tree.text[a.valueStart:a.valueEnd])))
		}
	}
	return s
}

// namedBehind is the secrecy of what the element's next sibling names, where none
// before it does.
func (w *watch) namedBehind(e *Element, parent watched) parsers.Secrecy {
	if parent.named != parsers.Open || len(w.open) == 0 || e.after >= parent.after {
		return parsers.Open
	}
	next := &w.elements[e.after]
	if next.after != next.id+1 || !w.naming(w.tree.text[next.start()+1:next.nameEnd()]).names {
		return parsers.Open
	}
	return parsers.SecrecyOf(string(bytes.TrimSpace(next.Content().In(w.tree.text))))
}

// hidesText reports whether the text of the element is a secret.
func (w *watch) hidesText(text string) bool { return w.text.Hides(strings.TrimSpace(text)) }

// hidesValue reports whether the value of an attribute of the element is one.
func (w *watch) hidesValue(name []byte, value string) bool {
	is := w.naming(name)
	if is.secrecy.Hides(value) {
		return true
	}
	return is.value && max(w.element, w.text).Hides(value)
}

// HiddenValues are the places of the hidden ones among the values that overlap a part of the text.
func (f *File) HiddenValues(within parsers.Span) iter.Seq[parsers.Span] {
	return func(yield func(parsers.Span) bool) {
		t := &f.tree
		w := newWatch(t)
		hidden := func(value string, place parsers.Span, known bool) bool {
			return known || parsers.HiddenValue("", value, f.src.Slice(place))
		}
		for i := 0; i < len(t.elements); {
			e := &t.elements[i]
			leaf := e.after == e.id+1
			if int(e.end()) < within.Start && !leaf {
				i = int(e.after)
				continue
			}
			if int(e.start()) >= within.End {
				return
			}
			w.enter(e)
			i++
			if int(e.end()) < within.Start {
				continue
			}
			first, last := e.attrRange()
			for _, a := range t.attrs[first:last] {
				place := t.span(a.valueStart, a.valueEnd)
				if !place.Overlaps(within) {
					continue
				}
				value := e.value(a)
				if hidden(value, place, w.hidesValue(t.text[a.nameStart:a.nameEnd], value)) && !yield(place) {
					return
				}
			}
			if place := e.Content(); leaf && place.Overlaps(within) {
				text := e.Text()
				if hidden(text, place, w.hidesText(text)) && !yield(place) {
					return
				}
			}
		}
	}
}

// Concealed are the secrets that are no values: in elements that are commented
// out, in entities, and in defaults of attributes.
func (f *File) Concealed(within parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for c := range f.comments() {
		if !c.Overlaps(within) {
			continue
		}
		inside := parsers.Span{Start: c.Start + len("<!--"), End: c.End}
		for _, s := range secretsIn(f.src.Slice(inside)) {
			spans = append(spans, parsers.Span{Start: inside.Start + s.Start, End: inside.Start + s.End})
		}
	}
	if f.dtd != nil {
		for _, l := range f.dtd.literals {
			text := f.src.Slice(l.span)
			if parsers.Secret(l.name, string(text)) || len(secretsIn(text)) > 0 {
				spans = append(spans, l.span)
			}
		}
	}
	slices.SortFunc(spans, func(a, b parsers.Span) int { return a.Start - b.Start })
	return spans
}

// literal is the value of an entity or the default of an attribute in the
// internal subset.
type literal struct {
	name string
	span parsers.Span // without quotes
}

// secretsIn are the hidden values of the elements in a text.
func secretsIn(text []byte) []parsers.Span {
	if bytes.IndexByte(text, '<') < 0 {
		return nil
	}
	inside := Parse(parsers.NewSource("", text, parsers.Format{Charset: func([]byte) parsers.Charset { return parsers.UTF8 }}))
	var spans []parsers.Span
	for s := range inside.HiddenValues(parsers.Span{End: len(text)}) {
		if !s.Empty() {
			spans = append(spans, s)
		}
	}
	return spans
}
