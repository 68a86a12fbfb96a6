package mounttab

import (
	"strings"
	"unicode/utf8"
)

// tabWidth is how far apart tab stops are where columns are aligned.
const tabWidth = 8

// layout is how the entries of a file set their fields apart.
type layout struct {
	indent  string
	columns [10]int  // where most entries begin the field, or 0 where no place is common
	tabs    [10]bool // the field is reached with tabs
}

// layout measures the entries from index first up to last. The place where at
// least two of them, and a third of all, begin a field is the column's; so is
// that of a single entry. Of equally common places it is the later one. Where
// every entry has one blank before the field, the column has no place.
func (f *File) layout(first, last int) layout {
	var l layout
	starts := make([]map[int]int, 10)
	var tabs, single [10]int
	for i := first; i < last; i++ {
		e := &f.entries[i]
		line := f.lines[e.line]
		column, at := 0, int(line.start)
		for c := range *e.order {
			here := e.cells[c]
			if here == (cell{}) {
				break
			}
			column = advance(column, f.text[at:here.start])
			if starts[c] == nil {
				starts[c] = make(map[int]int)
			}
			starts[c][column]++
			if int(here.start) == at+1 {
				single[c]++
			}
			if c > 0 && f.text[here.start-1] == '\t' {
				tabs[c]++
			} else if c > 0 {
				tabs[c]--
			}
			column = advance(column, f.text[here.start:here.end])
			at = int(here.end)
		}
		l.indent = f.text[line.start:line.body]
	}
	all := 0
	for _, n := range tabs {
		all += n
	}
	for c := 1; c < 10; c++ {
		most, seen := 0, 0
		for column, n := range starts[c] {
			seen += n
			if n > most || n == most && column > l.columns[c] {
				l.columns[c], most = column, n
			}
		}
		l.tabs[c] = tabs[c] > 0 || seen == 0 && all > 0
		if seen > 1 && (most < 2 || most*3 < seen) || single[c] == seen && (!l.tabs[c] || seen == 1) {
			l.columns[c] = 0
		}
	}
	return l
}

// advance is the column behind text that begins at a column.
func advance(column int, text string) int {
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if r == '\t' {
			column += tabWidth - column%tabWidth
		} else {
			column++
		}
		text = text[size:]
	}
	return column
}

// line lays fields out, in the order of the dialect's columns; the list ends
// before the first that is left out.
func (l layout) line(fields []string) string {
	var b strings.Builder
	b.WriteString(l.indent)
	column := advance(0, l.indent)
	for c, field := range fields {
		if c > 0 {
			gap := l.gap(column, c)
			b.WriteString(gap)
			column = advance(column, gap)
		}
		b.WriteString(field)
		column = advance(column, field)
	}
	return b.String()
}

// gap is what stands between a column and the field c: enough to reach the
// field's place, and at least one blank or tab.
func (l layout) gap(column, c int) string {
	blank := " "
	if l.tabs[c] {
		blank = "\t"
	}
	gap := blank
	for advance(column, gap) < l.columns[c] {
		gap += blank
	}
	return gap
}
