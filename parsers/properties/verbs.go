package properties

import (
	"bytes"
	"fmt"

	"cfgtool/parsers"
)

// SetValue makes the line's value read as value. Key, separator and line end
// stay; continuations of the old value go with it. A line without separator
// gets the "=" that a value needs.
func (f *File) SetValue(l Line, value, why string) []parsers.Edit {
	written := EscapeValue(value)
	if l.Separator().Empty() && value != "" {
		written = "=" + written
	}
	if f.Value(l) == value {
		return nil
	}
	return []parsers.Edit{{Span: l.Value(), New: []byte(written), Why: why}}
}

// AddAfter adds a pair behind the line, on a line of its own that copies the
// line's indentation, separator and line end. The written value goes in as it
// is; EscapeValue makes one. Comments that follow the line stay behind the new
// pair. It fails where a backslash ends the file, since that would take the new
// line into the old.
func (f *File) AddAfter(l Line, key, written, why string) ([]parsers.Edit, error) {
	entry := f.leading(l) + EscapeKey(key) + f.joint(l) + written
	return f.insertAfter(l, entry, why)
}

// leading is the line's indentation on its first natural line.
func (f *File) leading(l Line) string {
	indent := f.src.Slice(l.Indent())
	if bytes.ContainsAny(indent, "\\\r\n") {
		return ""
	}
	return string(indent)
}

// joint is the line's separator, or "=" where that spans lines or says nothing.
func (f *File) joint(l Line) string {
	separator := f.src.Slice(l.Separator())
	if l.Kind != Pair || len(separator) == 0 || bytes.ContainsAny(separator, "\\\r\n") {
		return "="
	}
	return string(separator)
}

func (f *File) insertAfter(l Line, entry, why string) ([]parsers.Edit, error) {
	at := l.Span().End
	if at == len(f.src.Text()) && l.Kind != Comment && continues(f.src.Text()) {
		return nil, fmt.Errorf("%s:%v: the file ends in a backslash, which would swallow a line added after it: take it away first",
			f.src.Name(), f.src.Position(at-1))
	}
	eol := string(f.src.Slice(l.EOL()))
	if eol == "" { // the file's last line stays without a line end
		return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(f.src.EOL() + entry), Why: why}}, nil
	}
	return []parsers.Edit{{Span: parsers.Span{Start: at, End: at}, New: []byte(entry + eol), Why: why}}, nil
}

// Append adds a pair behind the last pair of the file, as AddAfter does, or at
// the end of a file that has none.
func (f *File) Append(key, written, why string) ([]parsers.Edit, error) {
	for i := len(f.lines) - 1; i >= 0; i-- {
		if f.lines[i].Kind == Pair {
			return f.AddAfter(f.lines[i], key, written, why)
		}
	}
	if n := len(f.lines); n > 0 {
		return f.insertAfter(f.lines[n-1], EscapeKey(key)+"="+written, why)
	}
	end := len(f.src.Text())
	return []parsers.Edit{{Span: parsers.Span{Start: end, End: end}, New: []byte(EscapeKey(key) + "=" + written + "\n"), Why: why}}, nil
}

// Remove deletes the line with its line end. Comments above it stay. Where it
// is the last line and has no line end, the line end before it goes instead.
func (f *File) Remove(l Line, why string) []parsers.Edit { return f.RemoveAll([]Line{l}, why) }

// RemoveAll deletes lines, given in the order of the file, as Remove does each.
func (f *File) RemoveAll(lines []Line, why string) []parsers.Edit {
	edits := make([]parsers.Edit, len(lines))
	for i, l := range lines {
		edits[i] = parsers.Edit{Span: l.Span(), Why: why}
	}
	last := len(edits) - 1
	if last < 0 || !lines[last].EOL().Empty() {
		return edits
	}
	// Of several lines that end the file, all go in one.
	for last > 0 && edits[last-1].Span.End == edits[last].Span.Start {
		edits[last-1].Span.End = edits[last].Span.End
		edits, last = edits[:last], last-1
	}
	if start := &edits[last].Span.Start; *start > f.mark {
		*start -= parsers.EndsInEOL(f.src.Text()[:*start])
	}
	return edits
}

// CommentOut puts "#" before the first character that is not white space on
// every natural line of the pair, and changes nothing else. Uncomment takes
// exactly those away again.
func (f *File) CommentOut(l Line, why string) ([]parsers.Edit, error) {
	if l.Kind != Pair {
		return nil, fmt.Errorf("%s:%v: only a key and its value can be commented out", f.src.Name(), f.src.Position(l.Value().Start))
	}
	s := scanner{text: f.src.Text()}
	start := s.white(l.Span().Start)
	var out []byte
	for i := start; i < l.Value().End || len(out) == 0; {
		first := s.white(i)
		out = append(out, s.text[i:first]...)
		out = append(out, '#')
		for i = first; i < l.Value().End && !isEOL(s.text[i]); {
			i++
		}
		i = s.eol(i)
		out = append(out, s.text[first:min(i, l.Value().End)]...)
	}
	// The edit covers the value, since that is no value of the file any more.
	return []parsers.Edit{{Span: parsers.Span{Start: start, End: l.Value().End}, New: out, Why: why}}, nil
}
