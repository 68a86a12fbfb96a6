package mounttab

import (
	"iter"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/spelling"
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
				v.Secret = column == Source && len(userInfo(v.Text)) > 0
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
		if !yield(v) {
			return false
		}
	}
	return true
}

// SecretValues are the places of the secrets among the values that overlap a
// part of the text, in the order of Values.
func (f *File) SecretValues(within parsers.Span) iter.Seq[parsers.Span] {
	return func(yield func(parsers.Span) bool) {
		for i := range f.entries {
			e := &f.entries[i]
			if !f.lines[e.line].Span().Overlaps(within) {
				continue
			}
			for _, column := range *e.order {
				switch column {
				case Source:
					if at := e.Span(Source); userInfo(e.Source) != "" && at.Overlaps(within) && !yield(at) {
						return
					}
				case Options, Super:
					options := e.Options
					if column == Super {
						options = f.SuperOptions(e)
					}
					for _, o := range options {
						if o.Valued && o.Secret() && o.ValueSpan().Overlaps(within) && !yield(o.ValueSpan()) {
							return
						}
					}
				}
			}
		}
	}
}

// Secret reports whether the option's value is a password, or ends in one: pass,
// password and password2 of mount.cifs(8), and its "user=name%password"; also
// where password is misspelt by a letter, since a finding shows that line.
func (o Option) Secret() bool {
	if !o.Valued {
		return false
	}
	switch o.Name {
	case "credentials", "cred", "passno", "passphrase_fd":
		return false // the name of a file, or no secret
	case "user", "username":
		return strings.Contains(o.Value, "%")
	}
	return parsers.SecretKey(o.Name) || spelling.Distance(o.Name, "password", 2) == 1
}

// userInfo is the password in a source such as "//user:password@host/share".
func userInfo(source string) string {
	before, _, ok := strings.Cut(source, "@")
	if !ok {
		return ""
	}
	before = before[strings.LastIndexAny(before, "/#")+1:]
	if _, password, ok := strings.Cut(before, ":"); ok {
		return password
	}
	return ""
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

// Concealed are passwords in comments and in lines that could not be read,
// such as entries that are commented out.
func (f *File) Concealed(parsers.Span) []parsers.Span {
	var spans []parsers.Span
	for _, l := range f.lines {
		if l.Kind != Comment && l.Kind != Bad {
			continue
		}
		body := l.Body()
		for at := body.Start; at < body.End; {
			sign := strings.IndexByte(f.text[at:body.End], '=')
			if sign < 0 {
				break
			}
			start := at + sign + 1
			name := f.text[at : start-1]
			name = name[strings.LastIndexAny(name, ", \t#\"")+1:]
			if !(Option{Name: name, Value: "%", Valued: true}).Secret() {
				at = start
				continue
			}
			end := start
			for end < body.End && f.text[end] != ',' && !isBlank(f.text[end]) {
				end++
			}
			if l.Kind == Bad { // a blank in a password may be why
				end = body.End
			}
			if end > start && (Option{Name: name, Value: f.text[start:end], Valued: true}).Secret() {
				spans = append(spans, span(start, end))
			}
			at = end
		}
	}
	return spans
}

// hasSecret reports whether a field of options holds a password.
func hasSecret(field string) bool {
	options, _ := splitOptions(nil, field, 0, len(field), false, false)
	for _, o := range options {
		if o.Secret() {
			return true
		}
	}
	return false
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
