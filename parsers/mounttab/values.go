package mounttab

import (
	"iter"

	"cfgtool/parsers"
)

// Values yields each field as "mount.COLUMN" and each option as
// "mount.options.OPTION", with the number of the entry from the second on:
// "mount[2].target". So the path of a field does not depend on what another one
// holds. The value of an option is what follows "=", or its name where nothing does.
func (f *File) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		for i := range f.entries {
			e := &f.entries[i]
			name := parsers.Repetition("mount", i+1)
			for c, column := range *e.order {
				if e.cells[c] == (cell{}) {
					break
				}
				if column == Options || column == Super {
					if !f.optionValues(e, column, name, yield) {
						return
					}
					continue
				}
				v := parsers.Value{Path: name + "." + column.String(), Span: e.cells[c].span(), Text: f.Field(e, column)}
				v.Secret = column == Source && userInfo(v.Text) != "" || parsers.SecretInside(v.Text)
				if !yield(v) {
					return
				}
			}
		}
	}
}

func (f *File) optionValues(e *Entry, column Column, name string, yield func(parsers.Value) bool) bool {
	options := e.Options
	if column == Super {
		options = f.SuperOptions(e)
	}
	var seen map[string]int // in a long list; in a short one looking back is faster
	if len(options) > 16 {
		seen = make(map[string]int, len(options))
	}
	for i, o := range options {
		v := parsers.Value{Path: name + "." + column.String() + "." + o.Name, Span: o.Span(), Text: o.Name, Secret: o.Secret()}
		nth := 1
		if seen != nil {
			seen[o.Name]++
			nth = seen[o.Name]
		} else {
			for _, before := range options[:i] {
				if before.Name == o.Name {
					nth++
				}
			}
		}
		v.Path = parsers.Repetition(v.Path, nth)
		if o.Valued {
			v.Span, v.Text = o.ValueSpan(), o.Value
		}
		v.Secret = v.Secret || parsers.SecretInside(v.Text)
		if !yield(v) {
			return false
		}
	}
	return true
}

// Comments are the comments, with what follows the last field of an entry where
// it begins with "#", without indentation and line end.
func (f *File) Comments() []parsers.Span {
	var comments []parsers.Span
	for _, l := range f.lines {
		switch l.Kind {
		case Comment:
			comments = append(comments, l.Body())
		case Mount:
			if extra := f.entries[l.entry].Extra(); !extra.Empty() && f.text[extra.Start] == '#' {
				comments = append(comments, extra)
			}
		}
	}
	return comments
}

// Tiles yields the parts of every line.
func (f *File) Tiles() iter.Seq[parsers.Tile] {
	return func(yield func(parsers.Tile) bool) {
		at := 0
		tile := func(end int, kind string) bool {
			start := at
			at = max(at, end)
			return start >= end || yield(parsers.Tile{Span: span(start, end), Kind: kind})
		}
		if !tile(f.mark, "byte order mark") {
			return
		}
		for _, l := range f.lines {
			if !tile(int(l.body), "indent") {
				return
			}
			switch l.Kind {
			case Comment:
				tile(int(l.bodyEnd), "comment")
			case Bad:
				tile(int(l.bodyEnd), parsers.Unknown)
			case Mount:
				if !f.entryTiles(&f.entries[l.entry], tile) {
					return
				}
			}
			if !tile(int(l.bodyEnd), "separator") || !tile(int(l.eol), "trailing blanks") || !tile(int(l.end), "line end") {
				return
			}
		}
	}
}

func (f *File) entryTiles(e *Entry, tile func(int, string) bool) bool {
	for i, c := range *e.order {
		at := e.cells[i]
		if at == (cell{}) {
			break
		}
		if !tile(int(at.start), "separator") || !tile(int(at.end), c.String()) {
			return false
		}
	}
	return e.extra == (cell{}) || tile(int(e.extra.start), "separator") && tile(int(e.extra.end), "ignored text")
}
