package mounttab

import (
	"fmt"
	"strings"
	"testing"

	"cfgtool/parsers"
)

// table is a fstab of n lines.
func table(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "UUID=%08x-0000-4000-8000-%012x /data/%04d/%04d ext4 defaults,noatime,errors=remount-ro 0 2\n", i, i, i/1000, i%1000)
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{1e3, 1e4, 1e5} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			raw := table(n)
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				Parse(parsers.NewSource("fstab", raw, formatOf(Fstab)), Fstab)
			}
		})
	}
}
