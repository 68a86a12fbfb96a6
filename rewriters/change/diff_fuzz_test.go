package change_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/rewriters/change"
)

// FuzzDiff: the hunks of a diff of any two texts, carried out on the first as
// patch(1) does without fuzz, give the second.
func FuzzDiff(f *testing.F) {
	for _, texts := range [][2]string{
		{"", "a\n"}, {"a\n", ""}, {"a", "a\n"}, {"a\nb\n", "b\na\n"}, {"a\r\nb", "a\nb\n"}, {"\n\n\n", "\n"}, {"a\nb\nc\nd\ne\nf\ng\nh\n", "a\nB\nc\nd\ne\nf\nG\nh\n"},
		{strings.Repeat("x\n", 20), strings.Repeat("x\n", 9) + "y\n" + strings.Repeat("x\n", 11)}, {"\x00\xff", "\xff"},
	} {
		f.Add([]byte(texts[0]), []byte(texts[1]))
	}
	f.Fuzz(func(t *testing.T, before, after []byte) {
		c := &change.FileChange{Path: "f", Kind: change.Restore, Before: append([]byte{}, before...), After: append([]byte{}, after...)}
		d, masked := c.Text(true)
		require.False(t, masked)
		require.Equal(t, string(after), string(patched(t, before, d.Hunks)), "%q", before)
		require.Equal(t, string(d.Format()), string((&change.Plan{Files: []*change.FileChange{c}}).Diff()))
	})
}

// patched carries hunks out, and fails where they do not fit.
func patched(t *testing.T, old []byte, hunks []change.Hunk) []byte {
	lines := bytes.SplitAfter(old, []byte("\n"))
	if n := len(lines); len(lines[n-1]) == 0 {
		lines = lines[:n-1]
	}
	var out []byte
	at, made := 0, 0 // lines of old that are done with, and lines of the result
	for _, h := range hunks {
		start := h.OldStart - 1
		require.GreaterOrEqual(t, start, at, "hunks are in order")
		for ; at < start; at++ {
			out = append(out, lines[at]...)
			made++
		}
		require.Equal(t, h.NewStart, made+1)
		took, gave := 0, 0
		for _, l := range h.Lines {
			if l.Op != '+' {
				require.Equal(t, string(lines[at]), string(l.Text))
				at++
				took++
			}
			if l.Op != '-' {
				out = append(out, l.Text...)
				made++
				gave++
			}
		}
		require.Equal(t, []int{h.OldLines, h.NewLines}, []int{took, gave})
	}
	for ; at < len(lines); at++ {
		out = append(out, lines[at]...)
	}
	return out
}
