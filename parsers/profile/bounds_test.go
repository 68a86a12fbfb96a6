package profile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBounded(t *testing.T) {
	var indented strings.Builder
	for i := range 200 {
		indented.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	var mixed strings.Builder // levels behind indicators, again and again
	for i := range 4 {
		mixed.WriteString(strings.Repeat(" ", 60*i) + strings.Repeat("- ", 30) + "a:\n")
	}
	for want, data := range map[string]string{
		"p.yaml: it has 1048577 bytes":                        strings.Repeat("x", maxBytes+1),
		"p.yaml:2: it nests more than 100 levels deep":        "a:\n" + strings.Repeat("[", 200),
		"p.yaml:1: it nests more than 100 levels deep":        strings.Repeat("- ", 200),
		"p.yaml:101: it nests more than 100 levels deep":      indented.String(),
		"p.yaml:4: it nests more than 100 levels deep":        mixed.String(),
		"p.yaml:1: it has more than 50000 parts":              "[" + strings.Repeat("a,", maxParts) + "]",
		"p.yaml:1: it has more than 1000 anchors and aliases": strings.Repeat("*a ", maxLinks+1),
	} {
		require.ErrorContains(t, Bounded("p.yaml", []byte(data)), want)
		require.ErrorContains(t, Set{}.Add("p.yaml", []byte(data)), want)
	}
	flat := "a:\n" + strings.Repeat("- {b: [c], d: e}\n- f:\n    - g\n", 500)
	require.NoError(t, Bounded("p.yaml", []byte(flat)))
}
