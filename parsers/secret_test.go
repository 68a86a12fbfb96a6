package parsers_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
)

// hiding is a document of which some places are secret.
type hiding struct {
	parsers.Document
	values, concealed []parsers.Span
}

func (h hiding) Values() iter.Seq[parsers.Value] {
	return func(yield func(parsers.Value) bool) {
		for _, s := range h.values {
			if !yield(parsers.Value{Span: s, Secret: true}) {
				return
			}
		}
	}
}

func (h hiding) Concealed(parsers.Span) []parsers.Span { return h.concealed }

// TestSecretsAreJoined: what two secrets share, and what only one of them
// covers, is hidden once.
func TestSecretsAreJoined(t *testing.T) {
	d := hiding{
		values:    []parsers.Span{{0, 5}, {10, 12}, {20, 30}, {40, 40}},
		concealed: []parsers.Span{{3, 9}, {12, 13}, {22, 25}, {50, 51}},
	}
	require.Equal(t, []parsers.Span{{0, 9}, {10, 13}, {20, 30}, {50, 51}}, parsers.Secrets(d))
	require.Empty(t, parsers.Secrets(hiding{}))
}

func TestSpansFrom(t *testing.T) {
	spans := []parsers.Span{{0, 2}, {5, 6}, {8, 9}}
	for offset, want := range map[int]int{-1: 0, 0: 0, 1: 0, 2: 1, 5: 1, 6: 2, 8: 2, 9: 3, 100: 3} {
		require.Equal(t, spans[want:], parsers.SpansFrom(spans, offset), offset)
	}
	require.Empty(t, parsers.SpansFrom(nil, 0))
}
