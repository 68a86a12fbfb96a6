package xmlconf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
)

// configuration is a file of n elements such as product configurations have.
func configuration(n int) []byte {
	var b bytes.Buffer
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- generated -->\n<clconf version=\"4.2\">\n")
	for i := 0; i < n; i += 4 {
		fmt.Fprintf(&b, "  <!-- node %d: checked by the operators -->\n  <node name=\"node%d\" id='%d' state=\"enabled\">\n    <address family=\"inet\">192.168.%d.%d</address>\n"+
			"    <description>The &quot;first&quot; node of site %d, kept as a spare for the second one.</description>\n    <option key=\"heartbeat.interval\" value=\"%d\"/>\n  </node>\n",
			i, i, i, i>>8&255, i&255, i, i)
	}
	b.WriteString("</clconf>\n")
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	raw := configuration(100_000)
	src := parsers.NewSource("a.xml", raw, Format)
	b.Run("xml", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			Parse(src)
		}
	})
	b.Run("values", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		f := Parse(src)
		for b.Loop() {
			for range f.Values() {
			}
		}
	})
	b.Run("sha256", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			sha256.Sum256(raw)
		}
	})
}

// TestMemory bounds what a parsed file keeps.
func TestMemory(t *testing.T) {
	raw := configuration(100_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f := Parse(parsers.NewSource("a.xml", raw, Format))
	runtime.ReadMemStats(&after)
	require.Empty(t, f.Problems())
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4*len(raw)))
	t.Logf("%d bytes, %d elements, %.2f times that allocated", len(raw), len(f.tree.elements), float64(after.TotalAlloc-before.TotalAlloc)/float64(len(raw)))
}
