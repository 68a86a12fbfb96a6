package parsers

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestProblemsAreCounted, told or not, each rule and severity for itself.
func TestProblemsAreCounted(t *testing.T) {
	var p Problems
	for i := range 3 * maxTold {
		p.Add(Problem{Rule: "TST001", Severity: Error, Span: Span{Start: i}})
		p.Add(Problem{Rule: "TST001", Severity: Warning, Span: Span{Start: i}})
	}
	p.Add(Problem{Rule: "TST002", Severity: Error})
	require.Len(t, p.List, 2*maxTold+1)
	require.Equal(t, 6*maxTold+1, Total(p.List))
	require.Equal(t, 3*maxTold+1, Errors(p.List))
	require.Equal(t, 2*maxTold, p.List[2*maxTold-2].More, "the last one that is told has the number of the others")
}
