package xmlconf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

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

// BenchmarkParse reads 10 MB beside sha256sum(1), whose time for the same file
// the metric "x-sha256sum" divides the reading's by.
func BenchmarkParse(b *testing.B) {
	raw := configuration(123_500)
	src := parsers.NewSource("a.xml", raw, Format)
	b.Run("xml", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			Parse(src)
		}
		if sum := sha256sum(b, raw); sum > 0 {
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(sum), "x-sha256sum")
		}
	})
	b.Run("values", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		f := Parse(src)
		for b.Loop() {
			for range f.Values() {
			}
		}
	})
	b.Run("keyed", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(raw)))
		f := Parse(src)
		for b.Loop() {
			for range f.KeyedValues() {
			}
		}
	})
}

// sha256sum is the least time of several runs of that program on a file of
// these bytes, or 0 where it is not installed.
func sha256sum(b *testing.B, raw []byte) time.Duration {
	if _, err := exec.LookPath("sha256sum"); err != nil {
		return 0
	}
	file := filepath.Join(b.TempDir(), "file")
	require.NoError(b, os.WriteFile(file, raw, 0o600))
	var least time.Duration
	for range 10 {
		start := time.Now()
		require.NoError(b, exec.Command("sha256sum", file).Run())
		if took := time.Since(start); least == 0 || took < least {
			least = took
		}
	}
	return least
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
