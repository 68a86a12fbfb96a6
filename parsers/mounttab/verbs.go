package mounttab

import (
	"errors"
	"fmt"
	"strings"

	"cfgtool/parsers"
)

// ErrKernelTable says that a table is not edited, since the kernel keeps it.
var ErrKernelTable = errors.New("the kernel keeps this table, so it is not edited; mount, umount, or edit fstab or vfstab")

// ErrBinary says that a table is one of early System V systems.
var ErrBinary = errors.New("this is a binary mount table of System V, which is not read")

// editable refuses files that no verb may touch.
func (f *File) editable() error {
	switch {
	case f.binary:
		return fmt.Errorf("%s: %w", f.src.Name(), ErrBinary)
	case f.dialect.KeptByKernel():
		return fmt.Errorf("%s: %w", f.src.Name(), ErrKernelTable)
	}
	return nil
}

// Fields are the fields of an entry by their columns, as they are meant: verbs
// write blanks and the like as escapes. A field that is "" is left out, or
// written as the dialect writes an empty one.
type Fields [columns]string

// Fields are those of an entry.
func (f *File) Fields(e *Entry) Fields {
	var fields Fields
	for _, c := range *e.order {
		fields[c] = f.Field(e, c)
	}
	return fields
}

// written are the fields as they stand in a line, in the dialect's order, up to
// the last one that is given. A field that is left out before a given one
// becomes "defaults", "0", or what the dialect has for none. One that means what
// it does in e, which may be nil, is written as it is there.
func (f *File) written(fields Fields, e *Entry) ([]string, error) {
	g := grammars[f.dialect]
	last := g.needed - 1
	for i, c := range g.order {
		if fields[c] != "" || e != nil && e.Has(c) && f.Field(e, c) == "" {
			last = max(last, i)
		}
	}
	var list []string
	for i, c := range g.order[:last+1] {
		if e != nil && e.Has(c) && f.Field(e, c) == fields[c] {
			list = append(list, f.Written(e, c))
			continue
		}
		if fields[c] == "" {
			empty := emptyField(c, g)
			if empty == "" {
				return nil, fmt.Errorf("an entry of %s needs a %s", f.dialect, c)
			}
			list = append(list, empty)
			continue
		}
		w, err := f.write(c, fields[c])
		if err != nil {
			return nil, err
		}
		if !fits(c, w, g) {
			return nil, fmt.Errorf("%q is no %s of %s", fields[c], c, f.dialect)
		}
		if i == 0 && strings.HasPrefix(w, "\uFEFF") {
			return nil, fmt.Errorf("the source %q begins with a byte order mark", fields[c])
		}
		list = append(list, w)
	}
	return list, nil
}

func emptyField(c Column, g grammar) string {
	switch {
	case g.none != "" && c != Source && c != Type && c != AtBoot:
		return g.none
	case c == Options:
		return "defaults"
	case c == Dump, c == Pass:
		return "0"
	}
	return ""
}

// fits reports whether a written field is one that the column takes.
func fits(c Column, written string, g grammar) bool {
	switch c {
	case Dump, Pass:
		return len(written) < 10 && decimal(written) || written == g.none
	case AtBoot:
		return written == "yes" || written == "no"
	}
	return written != ""
}

// Append adds an entry behind the last one that no block holds, or at the end
// of a file without any. Comments that follow that one stay behind the new
// line. The fields are aligned as most entries of the file are, with blanks or
// tabs as they are, and the line ends as its neighbour does.
func (f *File) Append(fields Fields, why string) ([]parsers.Edit, error) {
	blocks := f.Blocks()
	inside := func(line int) bool {
		for _, b := range blocks {
			if b.End >= 0 && b.Contains(line) {
				return true
			}
		}
		return false
	}
	for i := len(f.entries) - 1; i >= 0; i-- {
		if !inside(f.entries[i].Line()) {
			return f.AddAfter(&f.entries[i], fields, why)
		}
	}
	return f.insert(len(f.lines)-1, f.layout(0, 0), fields, why)
}

// AddAfter adds an entry behind another, on a line of its own; see Append.
func (f *File) AddAfter(e *Entry, fields Fields, why string) ([]parsers.Edit, error) {
	l := f.layout(0, len(f.entries))
	l.indent = string(f.src.Slice(f.LineOf(e).Indent()))
	return f.insert(e.Line(), l, fields, why)
}

// AppendTo adds an entry as the last of a block, aligned as the block's others
// are, or as the file's where it has none.
func (f *File) AppendTo(b Block, fields Fields, why string) ([]parsers.Edit, error) {
	if b.End < 0 {
		return nil, fmt.Errorf("%s:%v: the block %q has no end", f.src.Name(), f.src.Position(f.lines[b.Begin].Span().Start), b.Name)
	}
	first, last := 0, 0
	for i := range f.entries {
		switch line := f.entries[i].Line(); {
		case line < b.Begin:
			first, last = i+1, i+1
		case b.Contains(line):
			last = i + 1
		}
	}
	at := b.End - 1
	if first == last {
		return f.insert(at, f.layout(0, len(f.entries)), fields, why)
	}
	return f.insert(f.entries[last-1].Line(), f.layout(first, last), fields, why)
}

// insert adds a line behind the line with an index, or at the start of a file
// without lines.
func (f *File) insert(line int, l layout, fields Fields, why string) ([]parsers.Edit, error) {
	if err := f.editable(); err != nil {
		return nil, err
	}
	list, err := f.written(fields, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.src.Name(), err)
	}
	text := l.line(list)
	if line < 0 {
		at := f.mark
		return []parsers.Edit{{Span: span(at, at), New: []byte(text + "\n"), Why: why}}, nil
	}
	before := f.lines[line]
	at := int(before.end)
	if string(f.src.Slice(before.EOL())) == "\r" {
		return nil, fmt.Errorf("%s:%v: the file ends in a carriage return that no line feed follows: take it away first", f.src.Name(), f.src.Position(at-1))
	}
	if before.EOL().Empty() { // the file's last line stays without a line end
		text = f.eol() + text
	} else {
		text += string(f.src.Slice(before.EOL()))
	}
	return []parsers.Edit{{Span: span(at, at), New: []byte(text), Why: why}}, nil
}

// eol is the line end of the file. A CR alone ends no line of a mount table.
func (f *File) eol() string {
	if strings.Count(f.text, "\r\n")*2 > strings.Count(f.text, "\n") {
		return "\r\n"
	}
	return "\n"
}

// Remove deletes an entry with its line end. Comments above it stay, but for
// one behind its fields. Where it is the last line and has no line end, the
// line end before it goes instead.
func (f *File) Remove(e *Entry, why string) ([]parsers.Edit, error) {
	if err := f.editable(); err != nil {
		return nil, err
	}
	l := f.LineOf(e)
	at := l.Span()
	if l.EOL().Empty() && e.line > 0 {
		before := f.lines[e.line-1]
		if before.eol == before.start || f.text[before.eol-1] != '\r' { // a CR there would become the line end
			at.Start = int(before.eol)
		}
	}
	return []parsers.Edit{{Span: at, Why: why}}, nil
}

// Replace makes an entry have these fields. Only those whose meaning differs
// are written; blanks between them, what follows the last one, and the line end
// stay. A field that is new at the end is set apart as in other entries; those
// that are "" at the end are taken away, with the blanks before them.
func (f *File) Replace(e *Entry, fields Fields, why string) ([]parsers.Edit, error) {
	if err := f.editable(); err != nil {
		return nil, err
	}
	list, err := f.written(fields, e)
	if err != nil {
		return nil, fmt.Errorf("%s:%v: %w", f.src.Name(), f.src.Position(f.LineOf(e).Body().Start), err)
	}
	var edits []parsers.Edit
	end := int(f.LineOf(e).bodyEnd)
	tail := ""
	for i, c := range *e.order {
		has := e.cells[i] != cell{}
		switch {
		case has && i < len(list):
			at := e.cells[i].span()
			if f.text[at.Start:at.End] != list[i] {
				edits = append(edits, parsers.Edit{Span: at, New: []byte(list[i]), Why: why})
			}
			end = at.End
		case has:
			if !e.Extra().Empty() || f.text[end-1] == '\r' { // the text behind would take the field's place, or the CR end the line
				return nil, fmt.Errorf("%s:%v: the %s cannot be left out before the text that follows it",
					f.src.Name(), f.src.Position(e.cells[i].span().Start), c)
			}
			edits = append(edits, parsers.Edit{Span: span(end, int(e.cells[i].end)), Why: why})
			end = int(e.cells[i].end)
		case i < len(list):
			line := f.LineOf(e)
			l := f.layout(0, len(f.entries))
			column := advance(0, f.text[line.start:end]+tail)
			tail += l.gap(column, i) + list[i]
		}
	}
	if tail != "" {
		edits = append(edits, parsers.Edit{Span: span(end, end), New: []byte(tail), Why: why})
	}
	return edits, nil
}
