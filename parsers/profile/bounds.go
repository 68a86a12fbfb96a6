package profile

import "fmt"

// What a YAML file of facts may have at most. The largest that cfgtool brings has
// 20 KB and 1,900 parts, three levels deep; the YAML library takes memory with
// the square of the depth, and a kilobyte for each part.
const (
	maxBytes = 1 << 20
	maxDepth = 100
	maxParts = 50_000
	maxLinks = 1_000
)

// Bounded refuses a YAML text that is too large, too deep, or of too many parts
// to be a file of facts, before the YAML library sees it. It counts characters
// that can open, nest or end a part, wherever they stand, so what it counts is
// never less than there is.
func Bounded(name string, data []byte) error {
	if len(data) > maxBytes {
		return fmt.Errorf("%s: it has %d bytes, and a file of facts has %d at most", name, len(data), maxBytes)
	}
	line, depth, parts, links := 1, 0, 0, 0
	var nested blocks
	for _, c := range data {
		switch c {
		case '[', '{':
			depth++
			parts++
		case ']', '}':
			depth = max(0, depth-1)
		case ',', ':':
			parts++
		case '&', '*':
			links++
		case '\n', '\r':
			line++
			parts++
		}
		if depth+nested.next(c) > maxDepth {
			return fmt.Errorf("%s:%d: it nests more than %d levels deep, which no file of facts does", name, line, maxDepth)
		}
		switch {
		case parts > maxParts:
			return fmt.Errorf("%s:%d: it has more than %d parts, which no file of facts has", name, line, maxParts)
		case links > maxLinks:
			return fmt.Errorf("%s:%d: it has more than %d anchors and aliases, which no file of facts has", name, line, maxLinks)
		}
	}
	return nil
}

// blocks follows how deep blocks nest: a level is indented further than the one
// around it, or stands behind "-", "?" or ":" at the start of a line.
type blocks struct {
	columns []int // where the levels around this place begin
	column  int
	within  bool // something stood on the line that begins no level
}

func (b *blocks) next(c byte) (depth int) {
	switch {
	case c == '\n' || c == '\r':
		b.column, b.within = 0, false
		return len(b.columns)
	case !b.within && c != ' ' && c != '\t':
		n := len(b.columns)
		for n > 0 && b.columns[n-1] >= b.column {
			n--
		}
		b.columns = append(b.columns[:n], b.column)
		b.within = c != '-' && c != '?' && c != ':'
	}
	b.column++
	return len(b.columns)
}
