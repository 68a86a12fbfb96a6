package properties_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/parsers/properties"
	"cfgtool/rules"
	prp "cfgtool/rules/properties"
)

func TestRepeatedKeys(t *testing.T) {
	for _, tc := range []struct {
		in      string
		want    []string
		related int
	}{
		{"a=1\nb=2\n", nil, 0},
		{"a=1\na=1\n", []string{`2:1 "a" is set before, to the same value; Java keeps this one`}, 1},
		{"a=1\nb=1\na=2\nb=1\n", []string{
			`3:1 "a" is set before, to another value; Java keeps this one`,
			`4:1 "b" is set before, to the same value; Java keeps this one`}, 1},
		{"a=1\na=2\na=1\n", []string{`3:1 "a" is set 2 times before, to other values; Java keeps this one`}, 2},
		{"a=1\na=1\na=1\na=1\na=1\na=1\na=1\na=1\n", []string{`8:1 "a" is set 7 times before, to the same value; Java keeps this one`}, 5},
		{"{% if a %}\na=1\n{% else %}\na.b=2\n{% endif %}\n{{ x }}\n{{ y }}\n", nil, 0},
		{"\uFEFFa=1\na=2\n", nil, 0},
		{"\uFEFF a=1\na=2\n", nil, 0},
		{"\uFEFF\na=1\na=2\n", []string{`3:1 "a" is set before, to another value; Java keeps this one`}, 1},
		{"\uFEFFa=1\n\uFEFFa=2\n", []string{`2:1 "\ufeffa" is set before, to another value; Java keeps this one`}, 1},
	} {
		doc := properties.Format.Read("a.properties", []byte(tc.in))
		var got []string
		for _, f := range (rules.Run{Rules: prp.Rules, Formats: formats.All}).Check([]parsers.Document{doc}).Findings {
			if f.Rule == prp.PRP002 {
				got = append(got, doc.Source().Position(f.Span.Start).String()+" "+f.Message)
				require.Len(t, f.Related, tc.related)
			}
		}
		require.Equal(t, tc.want, got, tc.in)
	}
}
