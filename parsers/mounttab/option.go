package mounttab

import (
	"strings"

	"cfgtool/parsers"
)

// Option is one option of an entry.
type Option struct {
	Name   string
	Value  string // what follows "=", without the quotes around it
	Valued bool   // it has a "="
	name   cell
	value  cell // with its quotes; empty without
}

// Span is the option as it stands in the file.
func (o Option) Span() parsers.Span {
	if o.Valued {
		return span(o.name.start, o.value.end)
	}
	return o.name.span()
}

// NameSpan is the option's name.
func (o Option) NameSpan() parsers.Span { return o.name.span() }

// ValueSpan is the value without the quotes around it. It is empty behind an
// option without one.
func (o Option) ValueSpan() parsers.Span {
	s := o.value.span()
	if s.Len() == len(o.Value)+2 { // no escape is that short
		return span(s.Start+1, s.End-1)
	}
	return s
}

// String is the option as it is meant, without quotes.
func (o Option) String() string {
	if o.Valued {
		return o.Name + "=" + o.Value
	}
	return o.Name
}

// splitOptions appends the options of a field at [start, end) to list, as
// mnt_optstr_next_option of libmount splits them: commas separate them, but for
// those between double quotes; several commas in a row are one, but in a
// password, where mount.cifs(8) writes a comma twice. Escapes are
// decoded first. A quote that is never closed hides it and all options behind
// it, as an escaped NUL does; its place is returned, else -1.
func splitOptions(list []Option, text string, start, end int, octals, latin1 bool) (out []Option, hidden int) {
	if octals && strings.IndexByte(text[start:end], '\\') >= 0 {
		return splitEscaped(list, text, start, end, latin1)
	}
	for at := start; at < end; {
		if text[at] == ',' {
			at++
			continue
		}
		first, sign, quote := at, -1, -1
		for ; at < end; at++ {
			c := text[at]
			if c == '"' {
				if quote < 0 {
					quote = at
				} else {
					quote = -1
				}
			}
			if quote >= 0 {
				continue
			}
			if c == ',' {
				if sign < 0 || !doubled(text[:end], at) || !password(text[first:sign]) {
					break
				}
				at++
			}
			if c == '=' && sign < 0 && at > first {
				sign = at
			}
		}
		if quote >= 0 {
			return list, quote
		}
		o := Option{Name: text[first:at], name: cell{uint32(first), uint32(at)}, value: cell{uint32(at), uint32(at)}}
		if sign >= 0 {
			o.Valued = true
			o.Name, o.Value = text[first:sign], unquote(text[sign+1:at])
			o.name.end, o.value.start = uint32(sign), uint32(sign+1)
		}
		list = append(list, o)
	}
	return list, -1
}

// splitEscaped splits the decoded field, and puts the places back.
func splitEscaped(list []Option, text string, start, end int, latin1 bool) ([]Option, int) {
	var decoded strings.Builder
	var places []uint32 // of each decoded byte, and of the end
	nul := -1
	for i := start; i < end; {
		c, size := octal(text[i:end])
		before := decoded.Len()
		switch {
		case size == 0:
			decoded.WriteByte(text[i])
			size = 1
		case c == 0: // ends the field
			end, nul = i, i
			continue
		case latin1:
			decoded.WriteRune(rune(c))
		default:
			decoded.WriteByte(c)
		}
		for range decoded.Len() - before {
			places = append(places, uint32(i))
		}
		i += size
	}
	places = append(places, uint32(end))
	from := len(list)
	list, hidden := splitOptions(list, decoded.String(), 0, decoded.Len(), false, latin1)
	for i := range list[from:] {
		o := &list[from+i]
		o.name = cell{places[o.name.start], places[o.name.end]}
		o.value = cell{places[o.value.start], places[o.value.end]}
	}
	if hidden >= 0 {
		return list, int(places[hidden])
	}
	return list, nul
}

func unquote(value string) string {
	if len(value) >= 2 && value[0] == '"' && strings.IndexByte(value[1:], '"') == len(value)-2 {
		return value[1 : len(value)-1]
	}
	return value
}
