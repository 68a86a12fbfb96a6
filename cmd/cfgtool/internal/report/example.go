package report

import (
	"strings"
)

// Example shows a rule's example indented, with what does not show made visible.
func Example(example string) string {
	var b strings.Builder
	for line := range strings.Lines(example) {
		b.WriteString(strings.TrimRight("    "+shown(strings.TrimSuffix(line, "\n")), " "))
		b.WriteByte('\n')
	}
	return b.String()
}
