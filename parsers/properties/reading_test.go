package properties

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadingPointsAtWhatIsWritten(t *testing.T) {
	for _, tc := range []struct{ in, part, want string }{
		{"k=a:b:c\n", "b", "b"},
		{"k=a\\:b\\:c\n", ":b:", "\\:b\\:"},
		{"k=a:\\\n   b:c\n", "b:c", "b:c"},
		{"k=a:\\\n   b:c\n", ":b", ":\\\n   b"},
		{"k=a:\\u0062:c\n", "b", "\\u0062"},
		{"k=\\uD83D\\uDE00b", "😀", "\\uD83D\\uDE00"},
		{"k=\\uD83Db", "b", "b"},
		{"k=\xE9b", "b", "b"},
		{"#k=a:b:c\n", "b", "b"},
		{"#k=a:\\\n#  b:c\n", "b:c", "b:c"},
		{"# k=a,\\\r\n  #b\\\r\n #c", "c", "c"},
		{"#k=a:\\\n#  b:c\n", ":b", ":\\\n#  b"},
	} {
		f := parse(tc.in)
		var r Reading
		for l := range f.Pairs("k") {
			r = f.Read(l)
			require.Equal(t, f.Value(l), r.Text)
		}
		for c := range f.CommentedOut() {
			r = f.ReadCommentedOut(c)
			require.Equal(t, c.Value, r.Text)
		}
		at := strings.Index(r.Text, tc.part)
		require.GreaterOrEqual(t, at, 0, "%q", tc.in)
		require.Equal(t, tc.want, string(f.Source().Slice(r.Span(at, at+len(tc.part)))), "%q", tc.in)
	}
}

func TestReadingOfNothing(t *testing.T) {
	f := parse("k=\nm=a:\n")
	r := f.Read(f.Lines()[0])
	require.Equal(t, f.Lines()[0].Value(), r.Span(0, 0))
	r = f.Read(f.Lines()[1])
	require.Equal(t, f.Lines()[1].Value().End, r.Span(2, 2).Start)
}
