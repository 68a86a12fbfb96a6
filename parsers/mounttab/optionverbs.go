package mounttab

import (
	"fmt"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// NewOption is an option to be written: NAME, or NAME=VALUE where Valued.
type NewOption struct {
	Name, Value string
	Valued      bool
}

// ParseOption reads "name" or "name=value".
func ParseOption(s string) NewOption {
	name, value, valued := strings.Cut(s, "=")
	return NewOption{name, value, valued}
}

// writeOption is the option as it stands in a field. A value with a comma gets
// quotes. On Linux, blanks become escapes; elsewhere they are refused.
func (f *File) writeOption(o NewOption) (string, error) {
	value := o.Value
	switch {
	case o.Name == "" || strings.ContainsAny(o.Name, `,="`):
		return "", fmt.Errorf("%s: %q is no name of an option", f.src.Name(), o.Name)
	case strings.Contains(value, `"`):
		return "", fmt.Errorf("%s: the value of option %s has a double quote, which no option can", f.src.Name(), o.Name)
	case strings.Contains(value, ",") && f.dialect != Fstab:
		return "", fmt.Errorf("%s: the value of option %s has a comma, which %s cannot hold", f.src.Name(), o.Name, f.dialect)
	case strings.Contains(value, ","):
		value = `"` + value + `"`
	}
	text := o.Name
	if o.Valued {
		text += "=" + value
	}
	written, err := f.write(Options, text)
	if err == nil && written == grammars[f.dialect].none {
		err = fmt.Errorf("%q is no option", written)
	}
	if err != nil {
		return "", fmt.Errorf("%s: option %s: %w", f.src.Name(), o.Name, err)
	}
	return written, nil
}

// optionsEditable refuses entries whose options libmount does not see whole.
func (f *File) optionsEditable(e *Entry) error {
	if err := f.editable(); err != nil {
		return err
	}
	if e.Hidden > 0 {
		return fmt.Errorf("%s:%v: mount sees no option from here on: a double quote is not closed, or a NUL ends them; mend that first", f.src.Name(), f.src.Position(int(e.Hidden)))
	}
	return nil
}

// AddOption adds an option behind the others, or where the entry has it in
// this form, nothing. "-" for no options gives way; "defaults" stays. In an
// entry whose line ends with the type, the options are set apart as in others.
// The field behind the options stays at its column where that is laid out; see
// docs/formats/fstab.md, Edits.
func (f *File) AddOption(e *Entry, o NewOption, why string) ([]parsers.Edit, error) {
	if err := f.optionsEditable(e); err != nil {
		return nil, err
	}
	written, err := f.writeOption(o)
	if err != nil {
		return nil, err
	}
	for _, has := range e.Options {
		if has.Name == o.Name && has.Valued == o.Valued && has.Value == o.Value {
			return nil, nil
		}
	}
	at := e.Span(Options)
	switch {
	case !e.Has(Options):
		place := f.column(Options)
		l := f.layout(0, len(f.entries))
		gap := l.gap(advance(0, f.text[f.LineOf(e).start:at.End]), place)
		return []parsers.Edit{{Span: at, New: []byte(gap + written), Why: why}}, nil
	case len(e.Options) == 0 && f.Written(e, Options) == grammars[f.dialect].none:
		return f.align(e, []parsers.Edit{{Span: at, New: []byte(written), Why: why}}, why), nil
	}
	return f.align(e, []parsers.Edit{{Span: span(at.End, at.End), New: []byte("," + written), Why: why}}, why), nil
}

// column is the place of a column in the dialect's lines.
func (f *File) column(c Column) int {
	for i, o := range grammars[f.dialect].order {
		if o == c {
			return i
		}
	}
	return -1
}

// RemoveOption takes every option of this name away, each with the comma before
// it, or those behind it where it is the first. Where none is left, the field goes too
// when it is the last of its line, and else becomes "defaults", or "-". The field
// behind the options stays where it is, as with AddOption.
func (f *File) RemoveOption(e *Entry, name, why string) ([]parsers.Edit, error) {
	return f.RemoveOptions(e, []string{name}, why)
}

// RemoveOptions takes the options of all these names away; see RemoveOption.
func (f *File) RemoveOptions(e *Entry, names []string, why string) ([]parsers.Edit, error) {
	if err := f.optionsEditable(e); err != nil {
		return nil, err
	}
	left := 0
	for _, o := range e.Options {
		if !slices.Contains(names, o.Name) {
			left++
		}
	}
	if left == len(e.Options) {
		return nil, nil
	}
	field := e.Span(Options)
	kept := e.Options[0].Span().Start > field.Start // commas before the first
	if left == 0 && !kept {
		return f.withoutOptions(e, names, why)
	}
	var edits []parsers.Edit
	for i, o := range e.Options {
		if !slices.Contains(names, o.Name) {
			kept = true
			continue
		}
		at := o.Span()
		switch {
		case kept && f.text[at.Start-1] == ',':
			at.Start--
		case kept && i > 0: // an escaped comma
			at.Start = e.Options[i-1].Span().End
		case !kept && i+1 < len(e.Options): // with those behind it
			at.End = e.Options[i+1].Span().Start
		}
		if n := len(edits) - 1; n >= 0 && edits[n].Span.End == at.Start {
			edits[n].Span.End = at.End
			continue
		}
		edits = append(edits, parsers.Edit{Span: at, Why: why})
	}
	gone := 0
	for _, edit := range edits {
		gone += edit.Span.Len()
	}
	if gone == field.Len() { // the comma before the first option went with it
		return f.withoutOptions(e, names, why)
	}
	return f.align(e, edits, why), nil
}

// withoutOptions empties the field of options, which had none but these.
func (f *File) withoutOptions(e *Entry, names []string, why string) ([]parsers.Edit, error) {
	field := e.Span(Options)
	none := grammars[f.dialect].none
	switch {
	case none != "":
		return f.align(e, []parsers.Edit{{Span: field, New: []byte(none), Why: why}}, why), nil
	case !e.Has(Dump) && !f.endsInCR(e):
		return []parsers.Edit{{Span: span(e.Span(Type).End, field.End), Why: why}}, nil
	case slices.Contains(names, "defaults"):
		return nil, fmt.Errorf("%s:%v: defaults is the only option, and the numbers behind it need one before them",
			f.src.Name(), f.src.Position(field.Start))
	}
	return f.align(e, []parsers.Edit{{Span: field, New: []byte("defaults"), Why: why}}, why), nil
}

// SetOption gives an option a value, or takes its value away where o has none.
// Where it stands several times, the last one, which counts, is changed. Where
// it stands nowhere, it is added as AddOption does. The field behind the options
// stays where it is, as with that.
func (f *File) SetOption(e *Entry, o NewOption, why string) ([]parsers.Edit, error) {
	if err := f.optionsEditable(e); err != nil {
		return nil, err
	}
	has := e.Option(o.Name)
	if has == nil {
		return f.AddOption(e, o, why)
	}
	if has.Valued == o.Valued && has.Value == o.Value {
		return nil, nil
	}
	written, err := f.writeOption(o)
	if err != nil {
		return nil, err
	}
	return f.align(e, []parsers.Edit{{Span: has.Span(), New: []byte(written), Why: why}}, why), nil
}

// endsInCR reports whether the type would lose the CR that it ends in, if it
// were the last of its line.
func (f *File) endsInCR(e *Entry) bool {
	l := f.LineOf(e)
	return strings.HasSuffix(f.Written(e, Type), "\r") && l.Trailing().Empty() && !strings.HasPrefix(f.text[l.eol:l.end], "\r")
}
