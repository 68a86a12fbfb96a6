package tnsnames_test

import (
	"fmt"
	"strings"
	"testing"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/tnsnames"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

// services is a tnsnames.ora with n entries, as Oracle's tools lay them out.
func services(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "DB%d =\n  (DESCRIPTION =\n    (ADDRESS = (PROTOCOL = TCP)(HOST = host%d)(PORT = 1521))\n    (CONNECT_DATA = (SERVICE_NAME = db%d))\n  )\n\n", i, i, i)
	}
	return []byte(b.String())
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{1e3, 1e4, 1e5} {
		raw := services(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				rules.Run{Rules: all.Rules, Formats: formats.All}.Check([]parsers.Document{tnsnames.Format.Read("tnsnames.ora", raw)})
			}
		})
	}
}
