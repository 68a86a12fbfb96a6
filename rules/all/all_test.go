package all_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers/formats"
	"cfgtool/rules/all"
	"cfgtool/rules/rulestest"
)

// TestExamples proves the documentation of every rule.
func TestExamples(t *testing.T) { rulestest.Run(t, all.Rules, all.Rules) }

func TestNoTwoRulesShareAName(t *testing.T) {
	ids, names := map[string]bool{}, map[string]bool{}
	for _, r := range all.Rules {
		require.False(t, ids[r.ID], "%s is given twice", r.ID)
		require.False(t, names[r.ID[:3]+r.Name], "%s is given twice", r.Name)
		ids[r.ID], names[r.ID[:3]+r.Name] = true, true
		for _, f := range r.Formats {
			_, known := formats.All.ByID(f)
			require.True(t, known || f == "*", "%s checks %q, which is no format", r.ID, f)
		}
	}
}
