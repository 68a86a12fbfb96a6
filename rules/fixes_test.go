package rules_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/properties"
	"cfgtool/rules"
)

// TestFixesTakeTheFirstOfThoseThatConflict, as trying them one after the other
// would.
func TestFixesTakeTheFirstOfThoseThatConflict(t *testing.T) {
	doc := properties.Format.Read("a.properties", []byte("a=0123456789\n"))
	rule := &rules.Rule{ID: "TST001", Fix: rules.Safe}
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 0))
		var findings []rules.Finding
		for range 1 + random.IntN(6) {
			var edits []parsers.Edit
			for range 1 + random.IntN(3) {
				start := random.IntN(10)
				end := start + random.IntN(3)
				edits = append(edits, parsers.Edit{Span: parsers.Span{Start: start, End: end}, New: []byte(fmt.Sprint(random.IntN(2)))})
			}
			findings = append(findings, rules.Finding{Rule: rule, Source: doc.Source(), Fix: &rules.Fix{Safety: rules.Safe, Edits: edits}})
		}

		var want []parsers.Edit
		for _, f := range findings {
			with := append(want[:len(want):len(want)], f.Fix.Edits...)
			if _, err := parsers.Order(doc.Source(), with); err == nil {
				want = with
			}
		}
		wanted, err := parsers.Apply(doc.Source(), want)
		require.NoError(t, err)
		got, err := parsers.Apply(doc.Source(), rules.Fixes(doc, findings, false))
		require.NoError(t, err)
		require.Equal(t, string(wanted), string(got), "seed %d", seed)
	}
}
