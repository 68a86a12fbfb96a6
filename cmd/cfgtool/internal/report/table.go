package report

import (
	"io"
	"strings"
)

// Table is rows of cells in columns that stand two blanks apart. On a terminal one column
// gives way until the rows fit: its cells are broken between words, or lose their middle.
// Elsewhere nothing is left out.
type Table struct {
	Gives int  // the column that gives way
	Wraps bool // it is broken, where it is the last
	rows  [][]string
}

// narrowest is how far a column gives way.
const narrowest = 16

// Row adds a row. A row of one cell is a line of its own, which gives way
// as the column does.
func (t *Table) Row(cells ...string) { t.rows = append(t.rows, cells) }

// Write prints the table.
func (t *Table) Write(w io.Writer, p Palette) error {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if len(row) == 1 {
				continue
			}
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	total := -2
	for _, n := range widths {
		total += n + 2
	}
	if over := total - p.Columns; p.Columns > 0 && over > 0 && t.Gives < len(widths) {
		widths[t.Gives] = max(narrowest, widths[t.Gives]-over)
	}
	var out strings.Builder
	for _, row := range t.rows {
		switch {
		case len(row) > 1:
			t.line(&out, row, widths)
		case t.Wraps && p.Columns > 0:
			text := strings.TrimLeft(row[0], " ")
			indent := row[0][:len(row[0])-len(text)]
			out.WriteString(indent + Wrap(text, p.Columns-len(indent), indent) + "\n")
		default:
			out.WriteString(p.Fit("", row[0]) + "\n")
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// line prints one row. Blanks stand between cells, none at the end.
func (t *Table) line(out *strings.Builder, row []string, widths []int) {
	at := 0
	for i, cell := range row {
		if i == t.Gives && t.Wraps {
			cell = Wrap(cell, widths[i], strings.Repeat(" ", at))
		} else if i == t.Gives {
			cell = elide(cell, widths[i])
		}
		out.WriteString(cell)
		if i < len(row)-1 {
			out.WriteString(strings.Repeat(" ", max(0, widths[i]-columns(cell))+2))
		}
		at += widths[i] + 2
	}
	out.WriteByte('\n')
}

// Fit is a line that begins with head. Where the terminal is narrower, the text behind it
// loses its middle.
func (p Palette) Fit(head, text string) string {
	if p.Columns == 0 {
		return head + text
	}
	return head + elide(text, max(narrowest, p.Columns-columns(head)))
}

// elide leaves out the middle of a text until it is at most n columns wide.
func elide(text string, n int) string {
	if columns(text) <= n {
		return text
	}
	runes := []rune(text)
	from, to, room := 0, len(runes), n-1 // a column is for what stands for the rest
	for from < to {
		first := from <= len(runes)-to
		at := to - 1
		if first {
			at = from
		}
		if room -= columns(string(runes[at])); room < 0 {
			break
		}
		if first {
			from++
		} else {
			to--
		}
	}
	return string(runes[:from]) + "…" + string(runes[to:])
}

// Wrap breaks a text into lines of at most n columns where words allow, with an indent
// before those after the first.
func Wrap(text string, n int, indent string) string {
	var b strings.Builder
	column := 0
	for word := range strings.SplitSeq(strings.TrimSpace(strings.ReplaceAll(text, "\n", " ")), " ") { // more blanks are part of a name
		wide := columns(word)
		switch {
		case column == 0:
		case column+1+wide > n:
			b.WriteString("\n" + indent)
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += wide
	}
	return b.String()
}

// Message breaks the lines of a message between words, where the terminal is narrower.
// A line that begins with a blank stays whole, and a command that ends a line gets one of
// its own: both are to be pasted.
func (p Palette) Message(text string) string {
	if p.Columns == 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if columns(line) <= p.Columns || strings.HasPrefix(line, " ") {
			continue
		}
		said, command, found := strings.Cut(line, ": cfgtool ")
		if found {
			said += ":"
		}
		lines[i] = Wrap(said, p.Columns-2, "  ")
		if found {
			lines[i] += "\n  cfgtool " + command
		}
	}
	return strings.Join(lines, "\n")
}
