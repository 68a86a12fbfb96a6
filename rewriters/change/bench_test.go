package change_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/parsers/xmlconf"
	"cfgtool/rewriters/change"
)

// BenchmarkBuild plans and proves one edit of a large file.
func BenchmarkBuild(b *testing.B) {
	var xml, pairs strings.Builder
	xml.WriteString("<clconf>\n\t<global>\n\t\t<name>old</name>\n\t</global>\n")
	for i := range 100_000 {
		fmt.Fprintf(&xml, "\t<node id=\"n%d\" kind='db'>\n\t\t<ip>10.0.%d.1</ip> <!-- rack %d -->\n\t\t<role>standby</role>\n\t</node>\n", i, i%256, i%40)
		fmt.Fprintf(&pairs, "some.key.number%d = a value\n", i)
	}
	xml.WriteString("</clconf>\n")
	pairs.WriteString("name = old\n")

	for _, file := range []struct {
		what   string
		format parsers.Format
		text   string
		step   change.Step
	}{
		{"xml", xmlconf.Format, xml.String(), func(d parsers.Document) ([]parsers.Edit, error) {
			f := d.(*xmlconf.File)
			return f.SetText(f.Root().Child("global").Child("name"), "new", "w")
		}},
		{"properties", properties.Format, pairs.String(), set("name", "new", "w")},
	} {
		b.Run(file.what, func(b *testing.B) {
			doc := file.format.Read("f", []byte(file.text))
			b.SetBytes(int64(len(file.text)))
			b.ReportAllocs()
			for b.Loop() {
				c, err := change.Build(doc, file.step)
				require.NoError(b, err)
				require.Len(b, c.Edits, 1)
			}
		})
	}
}
