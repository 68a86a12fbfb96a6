package mounttab

import (
	"strings"

	"cfgtool/parsers"
)

// Entry is one mount.
type Entry struct {
	Source  string // as it is meant, after octal escapes
	Target  string
	Type    string
	Options []Option // of mountinfo, those of the mount; Super has the others
	Dump    int32    // 0 where the field is left out
	Pass    int32    // 0 where the field is left out or "-"

	// Hidden is the place in the options from which on libmount sees none, or 0:
	// a double quote that is never closed, or an escaped NUL.
	Hidden int32

	line  int32
	extra cell   // what libmount ignores behind the last field
	cells []cell // in order
	order *[]Column
}

// Line is the index of the entry's line.
func (e *Entry) Line() int { return int(e.line) }

// Has reports whether the field is written in the entry's line.
func (e *Entry) Has(c Column) bool {
	for i, o := range *e.order {
		if o == c {
			return e.cells[i] != cell{}
		}
	}
	return false
}

// Span is the place of a field. Where it is left out, it is the empty place
// behind the last one.
func (e *Entry) Span(c Column) parsers.Span {
	var last uint32
	for i, o := range *e.order {
		if e.cells[i] == (cell{}) {
			break
		}
		if o == c {
			return e.cells[i].span()
		}
		last = e.cells[i].end
	}
	return span(last, last)
}

// Extra is what follows the last field, and is ignored by libmount.
func (e *Entry) Extra() parsers.Span { return e.extra.span() }

// Option is the last option with this name, which is the one that counts, or nil.
func (e *Entry) Option(name string) *Option {
	for i := len(e.Options) - 1; i >= 0; i-- {
		if e.Options[i].Name == name {
			return &e.Options[i]
		}
	}
	return nil
}

// Tag is a source of the form NAME=value, as blkid_parse_tag_string reads it.
type Tag struct {
	Name, Value string
	Quoted      bool // the value has quotes around it
}

// Tag reads the source as a tag, whatever its name. A value that is empty or
// whose quote is not closed is none.
func (e *Entry) Tag() (Tag, bool) {
	name, value, ok := strings.Cut(e.Source, "=")
	if !ok {
		return Tag{}, false
	}
	quoted := value != "" && (value[0] == '"' || value[0] == '\'')
	if quoted {
		end := strings.LastIndexByte(value[1:], value[0])
		if end < 0 {
			return Tag{}, false
		}
		value = value[1 : 1+end]
	}
	return Tag{name, value, quoted}, value != ""
}

// knownTags are those that mount(8) resolves.
var knownTags = map[string]bool{"UUID": true, "LABEL": true, "PARTUUID": true, "PARTLABEL": true, "ID": true}

// Tagged is Tag, where mount(8) knows its name: UUID, LABEL, PARTUUID, PARTLABEL or ID.
func (e *Entry) Tagged() (Tag, bool) {
	t, ok := e.Tag()
	return t, ok && knownTags[t.Name]
}

// Swap reports whether the entry is a swap area, whose target means nothing.
func (e *Entry) Swap() bool { return e.Type == "swap" }
