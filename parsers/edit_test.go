package parsers

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func ed(start, end int, text, why string) Edit { return Edit{Span{start, end}, []byte(text), why} }

func source(text string) *Source { return NewSource("f", []byte(text), Format{ID: "text"}) }

func TestApply(t *testing.T) {
	for _, tc := range []struct {
		name, in, want string
		edits          []Edit
	}{
		{"none", "abc", "abc", nil},
		{"unordered", "abc", "xbz", []Edit{ed(2, 3, "z", ""), ed(0, 1, "x", "")}},
		{"insertions keep their order", "ab", "a12b", []Edit{ed(1, 1, "1", ""), ed(1, 1, "2", "")}},
		{"insertion precedes a replacement that starts there", "ab", "1x", []Edit{ed(0, 2, "x", ""), ed(0, 0, "1", "")}},
		{"insertion at the end of a replaced span", "ab", "x1", []Edit{ed(0, 2, "x", ""), ed(2, 2, "1", "")}},
		{"equal edits are one", "ab", "xb", []Edit{ed(0, 1, "x", "A"), ed(0, 1, "x", "B")}},
		{"touching spans", "abcd", "xy", []Edit{ed(2, 4, "y", ""), ed(0, 2, "x", "")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Apply(source(tc.in), tc.edits)
			require.NoError(t, err)
			require.Equal(t, tc.want, string(got))
		})
	}
}

func TestApplyNothingIsTheSameBytes(t *testing.T) {
	src := source("abc")
	got, err := Apply(src, []Edit{ed(0, 1, "a", "replaces by the same")})
	require.NoError(t, err)
	require.Same(t, &src.Bytes()[0], &got[0])
}

func TestConflicts(t *testing.T) {
	for _, tc := range []struct {
		name  string
		edits []Edit
	}{
		{"overlap", []Edit{ed(0, 2, "x", "A"), ed(1, 3, "y", "B")}},
		{"insertion strictly inside", []Edit{ed(0, 2, "x", "A"), ed(1, 1, "y", "B")}},
		{"same span, other text", []Edit{ed(0, 2, "x", "A"), ed(0, 2, "y", "B")}},
		{"one inside the other", []Edit{ed(0, 3, "x", "A"), ed(1, 2, "", "B")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Apply(source("abc"), tc.edits)
			var conflict *ConflictError
			require.ErrorAs(t, err, &conflict)
			require.ErrorContains(t, err, "A; B")
		})
	}
}

func TestJoinedReasons(t *testing.T) {
	got, err := Order(source("ab"), []Edit{ed(0, 1, "x", "A"), ed(0, 1, "x", "B"), ed(0, 1, "x", "A")})
	require.NoError(t, err)
	require.Equal(t, []Edit{ed(0, 1, "x", "A; B")}, got)
}

func TestEditOutsideTheFile(t *testing.T) {
	for _, e := range []Edit{ed(-1, 0, "", "w"), ed(2, 1, "", "w"), ed(0, 4, "", "w")} {
		_, err := Apply(source("abc"), []Edit{e})
		require.ErrorContains(t, err, "no whole characters")
	}
	_, err := Apply(source("é"), []Edit{ed(1, 2, "x", "w")})
	require.ErrorContains(t, err, "no whole characters")
}

// randomEdits are ordered edits of text.
func randomEdits(r *rand.Rand, text []byte, why string) []Edit {
	var edits []Edit
	for range r.IntN(6) {
		a, b := r.IntN(len(text)+1), r.IntN(len(text)+1)
		if r.IntN(2) == 0 {
			b = a
		}
		new := []string{"", "X", "YY", "ZZZ", "\n"}[r.IntN(5)]
		try := append(edits[:len(edits):len(edits)], ed(min(a, b), max(a, b), new, why))
		if ordered, err := Order(source(string(text)), try); err == nil {
			edits = ordered
		}
	}
	return edits
}

func TestComposeIsOneAfterTheOther(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		text := []byte("abcdefghij"[:r.IntN(11)])
		first := randomEdits(r, text, "first")
		between, err := Apply(source(string(text)), first)
		require.NoError(t, err)
		second := randomEdits(r, between, "second")
		want, err := Apply(source(string(between)), second)
		require.NoError(t, err)

		joined := Compose(text, first, second)
		got, err := Apply(source(string(text)), joined)
		require.NoError(t, err, "%q: %v then %v gives %v", text, first, second, joined)
		require.Equal(t, string(want), string(got), "%q: %v then %v gives %v", text, first, second, joined)
	}
}

func TestMoves(t *testing.T) {
	edits := []Edit{ed(2, 2, "xx", ""), ed(4, 6, "", ""), ed(8, 9, "yyy", "")}
	for _, tc := range []struct {
		in      Span
		want    Span
		touched bool
	}{
		{Span{0, 1}, Span{0, 1}, false},
		{Span{0, 2}, Span{}, true}, // inserted at its end
		{Span{2, 3}, Span{}, true}, // inserted at its start
		{Span{3, 4}, Span{5, 6}, false},
		{Span{3, 5}, Span{}, true},
		{Span{6, 8}, Span{6, 8}, false},
		{Span{7, 7}, Span{7, 7}, false},
		{Span{9, 10}, Span{11, 12}, false},
		{Span{8, 9}, Span{}, true},
	} {
		got, touched := NewMoves(edits).Span(tc.in)
		require.Equal(t, tc.touched, touched, "%v", tc.in)
		if !touched {
			require.Equal(t, tc.want, got, "%v", tc.in)
		}
	}
}
