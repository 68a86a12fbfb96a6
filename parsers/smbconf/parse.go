package smbconf

import (
	"bytes"
	"slices"
	"strings"

	"cfgtool/parsers"
)

// Parse lays lines over the text of src. It never fails; see Problems.
func Parse(src *parsers.Source) *File { return parse(src, false) }

// parse is Parse that may keep the tiles.
func parse(src *parsers.Source, tiles bool) *File {
	text := src.Text()
	room := 1 + min(bytes.Count(text, []byte("=")), bytes.Count(text, []byte("\n"))+1)
	f := &File{src: src, tiles: parsers.Tiling{On: tiles}, problems: parsers.Problems{List: slices.Clip(src.Problems())},
		parameters: make([]parameter, 1, room), groups: []group{{name: Global, plain: Global}}, known: map[string]int{Global: 0}}
	section := 0
	at := src.Mark().End
	f.tiles.Lay(0, at, "byte order mark")
	for at < len(text) {
		end, next := logical(text, at)
		section = f.line(text, at, end, section)
		f.tiles.Lay(end, next, "line end")
		at = next
	}
	return f
}

// logical is where the logical line that begins at a place ends, without and
// with its line end. A comment is not continued.
func logical(text []byte, at int) (end, next int) {
	comment := true
	for i := at; ; {
		end = i + parsers.LineLength(text[i:])
		next = end + parsers.BeginsWithEOL(text[end:])
		content := bytes.Trim(text[i:end], " \t")
		if i == at {
			comment = len(content) > 0 && (content[0] == '#' || content[0] == ';')
		}
		if comment || !bytes.HasSuffix(content, []byte(`\`)) || next == len(text) {
			return end, next
		}
		i = next
	}
}

// line reads a logical line in a group, and returns the group of the next.
func (f *File) line(text []byte, at, end, in int) int {
	start := at
	for start < end && white(text[start]) {
		start++
	}
	f.tiles.Lay(at, start, "indent")
	last := end
	for last > start && white(text[last-1]) {
		last--
	}
	if start == end {
		return in
	}
	content := text[start:last]
	sign := bytes.IndexByte(content, '=')
	switch {
	case content[0] == '#' || content[0] == ';':
		f.comments = append(f.comments, parsers.Span{Start: start, End: last})
		f.tiles.Lay(start, last, "comment")
	case content[0] == '[' && content[len(content)-1] == ']' && len(content) > 2:
		f.tiles.Lay(start, last, "section")
		in = f.head(content[1:len(content)-1], parsers.Span{Start: start + 1, End: last - 1})
	case sign > 0 && plain(join(content[:sign])) != "":
		f.parameter(text, start, start+sign, last, in)
	default:
		f.problems.Add(parsers.Problem{Rule: UnreadableRule, Severity: parsers.Warning,
			Span: parsers.Span{Start: start, End: last}, Message: "this line is neither a section nor a parameter, and Samba ignores it"})
		f.tiles.Lay(start, last, parsers.Unknown)
	}
	f.tiles.Lay(last, end, "white space")
	return in
}

// head reads the name of a section, and is its group.
func (f *File) head(written []byte, at parsers.Span) int {
	name := strings.Trim(join(written), blanks)
	in, known := f.known[plain(name)]
	if !known {
		in = len(f.groups)
		f.groups = append(f.groups, group{plain: plain(name)})
		f.known[f.groups[in].plain] = in
	}
	if g := &f.groups[in]; !g.headed {
		g.name, g.headed, g.section = name, true, len(f.sections)
		f.sections = append(f.sections, Section{name, at})
	}
	return in
}

// parameter takes the text from start to last, whose "=" is at sign, into a group.
func (f *File) parameter(text []byte, start, sign, last, in int) {
	nameEnd := sign
	for nameEnd > start && white(text[nameEnd-1]) {
		nameEnd--
	}
	value := sign + 1
	for value < last {
		if n := skipped(text[value:last]); n > 0 {
			value += n
		} else {
			break
		}
	}
	f.tiles.Lay(start, nameEnd, "name")
	f.tiles.Lay(nameEnd, value, "separator")
	f.tiles.Lay(value, last, "value")
	n := int32(len(f.parameters))
	f.parameters = append(f.parameters, parameter{uint32(start), uint32(nameEnd), uint32(value), uint32(last), int32(in), 0})
	if g := &f.groups[in]; g.first == 0 {
		g.first, g.last = n, n
	} else {
		f.parameters[g.last].next, g.last = n, n
	}
}

// skipped is how many bytes of white space, or of a continuation, text begins with.
func skipped(text []byte) int {
	if white(text[0]) {
		return 1
	}
	if n := continuation(text); n > 0 {
		return n
	}
	return 0
}

// continuation is the length of a "\", white space and line end at the start of text.
func continuation(text []byte) int {
	if len(text) == 0 || text[0] != '\\' {
		return 0
	}
	i := 1
	for i < len(text) && white(text[i]) {
		i++
	}
	if n := parsers.BeginsWithEOL(text[i:]); n > 0 {
		return i + n
	}
	return 0
}

// join takes the continuations out.
func join(written []byte) string {
	var b strings.Builder
	for i := 0; i < len(written); {
		if n := continuation(written[i:]); n > 0 {
			i += n
			continue
		}
		b.WriteByte(written[i])
		i++
	}
	return b.String()
}

// blanks is the white space of C, which Samba knows; a no-break space is none.
const blanks = " \t\v\f\r\n"

func white(c byte) bool { return c == ' ' || c == '\t' }
