package ldif

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// Parse lays lines over the text of src. It never fails; see Problems.
func Parse(src *parsers.Source) *File { return parse(src, false) }

// parse is Parse that may keep the tiles.
func parse(src *parsers.Source, tiles bool) *File {
	f := &File{src: src, tiles: parsers.Tiling{On: tiles}, problems: parsers.Problems{List: slices.Clip(src.Problems())}}
	text := src.Text()
	at := src.Mark().End
	f.tiles.Lay(0, at, "byte order mark")
	inside := false
	for at < len(text) {
		end, next := logical(text, at)
		switch {
		case end == at:
			inside = false
		default:
			inside = f.line(text, at, end, inside)
		}
		f.tiles.Lay(end, next, "line end")
		at = next
	}
	return f
}

// logical is where the line that begins at a place ends with all its folds,
// without and with its line end.
func logical(text []byte, at int) (end, next int) {
	for i := at; ; {
		end = i + parsers.LineLength(text[i:])
		next = end + parsers.BeginsWithEOL(text[end:])
		if end == at || next == len(text) || text[next] != ' ' {
			return end, next
		}
		i = next
	}
}

// line reads a line, and returns whether a record goes on behind it.
func (f *File) line(text []byte, at, end int, inside bool) bool {
	span := parsers.Span{Start: at, End: end}
	if text[at] == '#' {
		f.comments = append(f.comments, span)
		f.tiles.Lay(at, end, "comment")
		return inside
	}
	if inside && unfold(text[at:end]) == "-" {
		f.tiles.Lay(at, end, "separator")
		return inside
	}
	a, ok := read(text, at, end)
	if !ok {
		f.wrong(span, "this line is no attribute and its value")
		f.tiles.Lay(at, end, parsers.Unknown)
		return inside
	}
	f.tiles.Lay(at, a.nameEnd, "attribute")
	f.tiles.Lay(a.nameEnd, a.Span.Start, "separator")
	f.tiles.Lay(a.Span.Start, end, "value")
	if a.Fault != "" {
		f.wrong(a.Span, a.Fault)
	}
	switch {
	case inside:
		return true
	case strings.EqualFold(a.Name, "dn"):
		f.records = append(f.records, uint32(at))
		return true
	case len(f.records) == 0 && strings.EqualFold(a.Name, "version"):
	default:
		f.wrong(span, "this line belongs to no entry: there is no dn above it")
	}
	return false
}

// read reads a line as an attribute and its value, where it is one.
func read(text []byte, at, end int) (Attribute, bool) {
	if text[at] == '#' {
		return Attribute{}, false
	}
	name, value, encoding, ok := split(text[at:end])
	if !ok {
		return Attribute{}, false
	}
	a := Attribute{Encoding: encoding, Value: unfold(text[at+value : end]), Span: parsers.Span{Start: at + value, End: end}, nameEnd: at + name}
	a.Name, a.Options, _ = strings.Cut(unfold(text[at:at+name]), ";")
	if encoding == Base64 {
		decoded, err := base64.StdEncoding.DecodeString(strings.TrimRight(a.Value, " "))
		if err != nil {
			a.Fault = "the value of " + a.Name + " is not Base64"
		} else {
			a.Value = string(decoded)
		}
	}
	return a, true
}

func (f *File) wrong(span parsers.Span, message string) {
	f.formless = append(f.formless, little{uint32(span.Start), uint32(span.End)})
	f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Warning, Span: span, Message: message})
}

// split finds where the name of a line ends and where its value begins.
func split(line []byte) (name, value int, encoding Encoding, ok bool) {
	name = bytes.IndexByte(line, ':')
	if name <= 0 {
		return 0, 0, Plain, false
	}
	for _, c := range []byte(unfold(line[:name])) {
		if c != '-' && c != '.' && c != ';' && c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return 0, 0, Plain, false
		}
	}
	value = name + 1
	value += folds(line[value:])
	if value < len(line) && line[value] == ':' {
		encoding, value = Base64, value+1
	} else if value < len(line) && line[value] == '<' {
		encoding, value = URL, value+1
	}
	for value < len(line) {
		if n := folds(line[value:]); n > 0 {
			value += n
		} else if line[value] == ' ' {
			value++
		} else {
			break
		}
	}
	return name, value, encoding, true
}

// folds is the length of the folds that text begins with.
func folds(text []byte) int {
	n := 0
	for {
		end := parsers.BeginsWithEOL(text[n:])
		if end == 0 || n+end >= len(text) || text[n+end] != ' ' {
			return n
		}
		n += end + 1
	}
}

// unfold takes the folds out.
func unfold(text []byte) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if n := folds(text[i:]); n > 0 {
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}
