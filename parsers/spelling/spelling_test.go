package spelling

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDistance(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"noatime", "noatime", 0}, {"noatim", "noatime", 1}, {"noatimee", "noatime", 1}, {"noatome", "noatime", 1},
		{"noaitme", "noatime", 1}, {"ab", "ba", 1}, {"abc", "cab", 2}, {"", "ab", 2}, {"dclId", "dcId", 1}, {"abc", "xyz", 3},
	} {
		require.Equal(t, tc.want, Distance(tc.a, tc.b, 9), "%q %q", tc.a, tc.b)
		require.Equal(t, tc.want, Distance(tc.b, tc.a, 9), "%q %q", tc.b, tc.a)
		require.Equal(t, min(tc.want, 2), Distance(tc.a, tc.b, 2), "limited: %q %q", tc.a, tc.b)
	}
	require.Equal(t, 3, Distance(strings.Repeat("x", 65), strings.Repeat("x", 65), 3), "too long to compare")
	require.Equal(t, 0, Distance(strings.Repeat("x", 64), strings.Repeat("x", 64), 3))
}
