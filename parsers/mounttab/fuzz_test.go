package mounttab

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// FuzzMounttab holds the invariants of every dialect, and the verbs, for any bytes.
func FuzzMounttab(f *testing.F) {
	for _, in := range generate(2, 40) {
		f.Add(in, uint16(0), "x")
	}
	f.Add([]byte(blocked), uint16(3), "a b")
	f.Add([]byte("36 35 98:0 / / rw shared:1 - ext3  rw\n"), uint16(1), "é")
	f.Add([]byte("a b /c d - yes -\r\nswap\t/tmp\ttmpfs\tx\t1\n"), uint16(1), "#")
	f.Fuzz(func(t *testing.T, raw []byte, pick uint16, word string) {
		for _, format := range Formats {
			d := format.Read("table", raw).(*File)
			parserstest.Invariants(t, d)
			hiddenValues(t, d)
			for _, to := range []Dialect{Fstab, Vfstab, Tru64} {
				if text, _, err := d.Convert(to); err == nil {
					require.Empty(t, parse(to, string(text)).Problems(), "%q", text)
				}
			}
			verbs(t, d, int(pick), strings.ToValidUTF8(word, "?"))
		}
		sniffed := parsers.NewSource("", raw, parsers.Format{}).Text()
		for _, format := range Formats {
			format.Sniff(sniffed)
		}
	})
}
