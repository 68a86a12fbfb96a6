package opswgw

import (
	"iter"
	"strconv"
	"strings"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
)

// Item is one element of the list that an entry holds.
type Item struct {
	Entry *Entry
	Index int          // in the entry's list, from 0
	Span  parsers.Span // without the blanks around it
	Text  string
	fault string // what Fault says; one that begins with a blank stands behind the text
	from  int    // where it starts in the entry's value

	reading properties.Reading // of the entry's value
}

// Fault says why the item could not be read, or is "". Then its fields mean nothing.
func (i Item) Fault() string {
	if !strings.HasPrefix(i.fault, " ") {
		return i.fault
	}
	return strconv.Quote(i.Text) + i.fault
}

// Is reports whether two items are the same one of a file.
func (i Item) Is(o Item) bool { return i.Entry == o.Entry && i.Index == o.Index }

// Counts reports whether the item is active and could be read.
func (i Item) Counts() bool { return !i.Entry.Commented && i.fault == "" }

// Field is a part of an item between colons.
type Field struct {
	Text string
	Span parsers.Span
	Set  bool // the item has it; its text may be empty
}

// Number is the field as a decimal number of at most 32 bits.
func (f Field) Number() (n uint32, ok bool) {
	if !digits(f.Text) {
		return 0, false
	}
	wide, err := strconv.ParseUint(f.Text, 10, 32)
	return uint32(wide), err == nil
}

// Port is the field as a port, from 1 to 65535.
func (f Field) Port() (port uint16, ok bool) {
	n, ok := f.Number()
	return uint16(n), ok && n >= 1 && n <= 65535
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// items yields the parts of an entry's value between commas. A value without any is
// one item.
func (e *Entry) items() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		reading := e.read()
		index := 0
		item := func(first, last, from int) bool {
			index++
			return yield(Item{Entry: e, Index: index - 1, Span: reading.Span(first, last), Text: e.Value[first:last], from: from, reading: reading})
		}
		if e.Value == "" {
			item(0, 0, 0)
			return
		}
		c := cutter{text: e.Value}
		for from, end := 0, 0; end < len(e.Value); from = end + 1 {
			end = c.cut(from, ',')
			first, last := from, end
			for first < last && isBlank(e.Value[first]) {
				first++
			}
			for last > first && isBlank(e.Value[last-1]) {
				last--
			}
			if !item(first, last, first) {
				return
			}
			if end == len(e.Value)-1 { // the comma ends the value
				item(end+1, end+1, end+1)
				return
			}
		}
	}
}

// fields yields the parts of an item between its colons.
func (i Item) fields() iter.Seq[Field] {
	return func(yield func(Field) bool) {
		c := cutter{text: i.Text}
		for from := 0; from <= len(i.Text); {
			end := c.cut(from, ':')
			place := i.reading.Span(i.from+from, i.from+end)
			if end == 0 { // not before the blanks that precede the item
				place = parsers.Span{Start: i.Span.Start, End: i.Span.Start}
			}
			if !yield(Field{i.Text[from:end], place, true}) {
				return
			}
			from = end + 1
		}
	}
}

// maxFields is more fields than a tunnel or a listener has.
const maxFields = 6

// few are the first fields of an item.
func (i Item) few() []Field {
	fields := make([]Field, 0, maxFields)
	for f := range i.fields() {
		if fields = append(fields, f); len(fields) == maxFields {
			break
		}
	}
	return fields
}

const atFault = " has @ where a colon belongs"

// slip says why an item can be none, whatever its fields are, or "".
func (i Item) slip() string {
	switch {
	case i.hasAt():
		return atFault
	case i.Text == "" && i.last() && i.Entry.torn != "":
		return i.Entry.torn
	case i.Text == "" && strings.Contains(i.Entry.Value, ","):
		return "has a comma too many"
	case i.Index > 0 && (i.Text[0] == '#' || i.Text[0] == '!'):
		return " begins with " + strconv.Quote(i.Text[:1]) + ", which comments nothing out within a list: remove it, or comment out the whole entry"
	}
	return ""
}

// last reports whether nothing of the entry's list follows the item.
func (i Item) last() bool {
	return i.from+len(i.Text) >= len(strings.TrimRight(i.Entry.Value, " \t\f"))
}

// noteFault is why an item with a blank in it fits no form: a note stands behind it.
const noteFault = " holds a blank, and what is behind it belongs to the value; write a note on a line of its own"

// hasAt reports whether the item has any of the Ats.
func (i Item) hasAt() bool {
	n := strings.IndexAny(i.Text, "@/")
	return n >= 0 && i.Text[n] == '@'
}

// Ats are the places of "@" before the first "/" of an item. No host, port or
// number has one, but some people write it for a colon.
func (i Item) Ats() []parsers.Span {
	var ats []parsers.Span
	for n, c := range []byte(i.Text) {
		if c == '/' {
			break
		}
		if c == '@' {
			ats = append(ats, i.reading.Span(i.from+n, i.from+n+1))
		}
	}
	return ats
}

// cutter cuts a text at the separators that no brackets hide. A bracket that is
// never closed hides nothing.
type cutter struct {
	text string
	stop int // the first "]" or "," behind the brackets so far
}

// cut is where the next separator is from an offset on, or the end.
func (c *cutter) cut(from int, separator byte) int {
	for i := from; i < len(c.text); i++ {
		switch c.text[i] {
		case separator:
			return i
		case '[':
			if c.stop <= i {
				c.stop = len(c.text)
				if n := strings.IndexAny(c.text[i:], "],"); n >= 0 {
					c.stop = i + n
				}
			}
			if c.stop < len(c.text) && c.text[c.stop] == ']' {
				i = c.stop
			}
		}
	}
	return len(c.text)
}

func hasBlank(s string) bool { return strings.ContainsAny(s, " \t") }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\n' }
