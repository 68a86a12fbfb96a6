package report

import (
	"fmt"
	"strings"
)

// Example shows a rule's example indented, with what does not show made
// visible: among it white space at the end of a line.
func Example(example string) string {
	var b strings.Builder
	for line := range strings.Lines(example) {
		line = strings.TrimSuffix(line, "\n")
		text := strings.TrimRight(line, " \t")
		if line != "" {
			b.WriteString("    " + shown(text))
		}
		for _, r := range line[len(text):] {
			fmt.Fprintf(&b, "<%04X>", r)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
