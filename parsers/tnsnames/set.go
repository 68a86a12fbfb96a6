package tnsnames

import (
	"fmt"
	"strconv"
	"strings"

	"cfgtool/parsers"
)

// Find is the parameter at a path such as ALIAS/DESCRIPTION/ADDRESS[2]/HOST, in
// any case. Without a number, the entry is the one that counts, the last of its
// name, and a parameter the first of its name.
func (f *File) Find(path string) (Param, bool) {
	parts := strings.Split(path, "/")
	name, n := index(parts[0])
	var at Param
	if n == 0 {
		e, ok := f.Entry(name)
		if !ok {
			return Param{}, false
		}
		at = e.Param
	}
	for e := range f.With(name) {
		if n--; n == 0 {
			at = e.Param
		}
	}
	for _, part := range parts[1:] {
		if !at.Valid() {
			break
		}
		at = at.nth(index(part))
	}
	return at, at.Valid()
}

// nth is the n-th child with this name; the first where n is 0.
func (p Param) nth(name string, n int) Param {
	for c := range p.Named(name) {
		if n--; n <= 0 {
			return c
		}
	}
	return Param{}
}

// index splits the number off a part of a path; 0 where there is none.
func index(part string) (name string, n int) {
	name, rest, ok := strings.Cut(part, "[")
	if !ok || !strings.HasSuffix(rest, "]") {
		return part, 0
	}
	n, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
	if err != nil || n < 1 {
		return part, 0
	}
	return name, n
}

// SetValue gives a parameter an atom as its value, in quotes where the old one
// was or the new one needs them. Comments and line breaks in the old value go
// with it; all else stays. A list is not replaced.
func (f *File) SetValue(p Param, value, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	if p.Last().Valid() {
		return nil, f.refuse(p, "%s is a list of parameters; set one of them", p.Name())
	}
	if p.Atom() && p.Text() == value {
		return nil, nil
	}
	if p.unclosed() {
		return nil, f.refuse(p, "%s is not closed", p.Name())
	}
	quote := byte(0)
	if p.Quoted() {
		quote = f.src.Text()[p.Written().Start]
	}
	_, entry := f.entryAt(p)
	written, err := write(value, quote, entry)
	if err != nil {
		return nil, f.refuse(p, "%v", err)
	}
	at := p.Written()
	if at.Empty() {
		n := p.node()
		if n.equals == none {
			return nil, f.refuse(p, `no "=" stands here to set a value behind`)
		}
		at = parsers.Span{Start: int(n.equals) + 1, End: int(n.equals) + 1}
	}
	if at.Start > 0 && isEOL(f.src.Text()[at.Start-1]) { // a word in column 1 would begin an entry
		written = " " + written
	}
	return []parsers.Edit{{Span: at, New: []byte(written), Why: why}}, nil
}

// entryAt is the entry that p itself is.
func (f *File) entryAt(p Param) (Entry, bool) {
	for e := range f.Entries() {
		if e.at == p.at {
			return e, true
		}
	}
	return Entry{}, false
}

// Set sets the parameter at a path. Where it is missing in a list that is
// there, it is added as the list's last, in the layout of the list. A value
// that is set already gives no edits.
func (f *File) Set(path, value, why string) ([]parsers.Edit, error) {
	if p, ok := f.Find(path); ok {
		return f.SetValue(p, value, why)
	}
	at := strings.LastIndexByte(path, '/')
	if at < 0 {
		return nil, fmt.Errorf("%s: there is no entry %s", f.src.Name(), path)
	}
	parent, ok := f.Find(path[:at])
	if !ok {
		return nil, fmt.Errorf("%s: there is no %s to set %s in", f.src.Name(), path[:at], path[at+1:])
	}
	name, n := index(path[at+1:])
	there := 0
	for range parent.Named(name) {
		there++
	}
	if n > there+1 {
		return nil, f.refuse(parent, "%s has %d %s, so none can be number %d", path[:at], there, name, n)
	}
	if err := checkName(name); err != nil {
		return nil, fmt.Errorf("%s: %w", f.src.Name(), err)
	}
	return f.AddParam(parent, leaf(name, value), why)
}

// RenameParam gives a parameter another name in its place, in the case given.
// The edit covers the values, since their paths change.
func (f *File) RenameParam(p Param, name, why string) ([]parsers.Edit, error) {
	if err := f.sound(); err != nil {
		return nil, err
	}
	if err := checkName(name); err != nil {
		return nil, f.refuse(p, "%v", err)
	}
	at := p.NameSpan()
	if at.Empty() || p.Name() == name {
		return nil, nil
	}
	rest := at.End
	at.End = max(at.End, p.lastValue())
	return []parsers.Edit{{Span: at, New: append([]byte(name), f.src.Text()[rest:at.End]...), Why: why}}, nil
}

// lastValue is where the last atom in the parameter ends, or 0.
func (p Param) lastValue() int {
	end := p.Written().End
	for q := range p.All() {
		if q.Atom() {
			end = max(end, q.Written().End)
		}
	}
	return end
}
