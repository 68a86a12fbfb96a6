package respfile

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

// apply gives the text after the edits, having checked the invariants.
func apply(t *testing.T, f *File, edits []parsers.Edit) string {
	t.Helper()
	raw, err := parsers.Apply(f.Source(), edits)
	require.NoError(t, err)
	parserstest.Invariants(t, f.Source().Format().Read("f", raw))
	return string(raw)
}

func first(t *testing.T, f *File, key string) Line {
	t.Helper()
	for l := range f.Lines() {
		if l.Kind == Pair && f.Key(l) == key {
			return l
		}
	}
	require.FailNow(t, "no such key", key)
	return Line{}
}

func TestSetValue(t *testing.T) {
	for _, tc := range []struct{ in, value, want string }{
		{"k=v\n", "w", "k=w\n"},
		{"k : v \r\n", "w", "k : w \r\n"},
		{"%k v\r", "w x", "%k w x\r"},
		{"k=v", "", "k="},
		{"k v\n", "", "k \n"},
		{"k\n", "w", "k w\n"},
		{"a: 1\nk", "w", "a: 1\nk: w"},
		{"k=\n", "w", "k=w\n"},
		{"k=\"v\"\n", "w x ", "k=\"w x \"\n"},
		{"k=''", "w", "k='w'"},
		{"k=\xE9\n", "ä", "k=\xE4\n"},
		{"\xEF\xBB\xBFk=v\n", "é", "\xEF\xBB\xBFk=é\n"},
		{"k=v", "v", "k=v"},
		{"k = v\n", "a=b", "k = a=b\n"},
	} {
		f := sas(tc.in)
		edits, err := f.SetValue(first(t, f, "k"), tc.value, "w")
		require.NoError(t, err, "%q", tc.in)
		got := apply(t, f, edits)
		require.Equal(t, tc.want, got)
		read, _ := sas(got).Get("", "k")
		require.Equal(t, tc.value, read)
	}
	for _, tc := range []struct{ in, value string }{
		{"k=v", "a\nb"}, {"k=v", "a\rb"}, {"k=v", " a"}, {"k=v", "a "}, {"k=v", `"a"`}, {`k="v"`, `a"b`}, {"k v", "=a"}, {"k v", ": a"}, {"k=v", "\xFF"},
	} {
		f := sas(tc.in)
		_, err := f.SetValue(first(t, f, "k"), tc.value, "w")
		require.ErrorContains(t, err, `the value for "k" cannot be written`, "%q %q", tc.in, tc.value)
	}
	f := sas("# c\n")
	_, err := f.SetValue(slices.Collect(f.Lines())[0], "x", "w")
	require.ErrorContains(t, err, "only a pair has a value")
}

func TestAddThenRemoveIsTheSameFile(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"k=v\n", "k=v\nn=1\n"},
		{"  k : v\r\nx: 1", "  k : v\r\n  n : 1\r\nx: 1"},
		{"k=v", "k=v\nn=1"},
		{"a=1\r\nk=v", "a=1\r\nk=v\r\nn=1"},
		{"k=v\n# about x\nx=1\n", "k=v\nn=1\n# about x\nx=1\n"},
		{"%k v\r%x y\r", "%k v\r%n 1\r%x y\r"},
		{"a = 1\nb = 2\nk: v\n", "a = 1\nb = 2\nk: v\nn = 1\n"},
		{"k=\"v\"\n", "k=\"v\"\nn=\"1\"\n"},
		{"k\na b\n", "k\nn 1\na b\n"},
		{"\xEF\xBB\xBFk=\xC3\xA9", "\xEF\xBB\xBFk=\xC3\xA9\nn=1"},
		{"k=\xE9\n", "k=\xE9\nn=1\n"},
	} {
		f := sas(tc.in)
		edits, err := f.AddAfter(first(t, f, "k"), "n", "1", "w")
		require.NoError(t, err)
		got := apply(t, f, edits)
		require.Equal(t, tc.want, got)
		f = sas(got)
		edits, err = f.Remove(first(t, f, "n"), "w")
		require.NoError(t, err)
		require.Equal(t, tc.in, apply(t, f, edits))
	}
	f := sas("k=v\n")
	for _, key := range []string{"", "a b", "a=b", "#a", "é", "1"} {
		_, err := f.AddAfter(slices.Collect(f.Lines())[0], key, "1", "w")
		require.ErrorContains(t, err, "cannot be a key of this file", key)
	}
}

func TestAppend(t *testing.T) {
	for _, tc := range []struct {
		sas               bool
		in, section, want string
	}{
		{true, "a: 1\n\n# end\n", "", "a: 1\nn: 1\n\n# end\n"},
		{false, "", "", "n=1\n"},
		{false, "\xEF\xBB\xBF", "", "\xEF\xBB\xBFn=1\n"},
		{false, "# only\r\n", "", "# only\r\nn=1\r\n"},
		{false, "# only", "", "# only\nn=1"},
		{false, "a = 1\n[S]\nb = 2\n", "", "a = 1\nn = 1\n[S]\nb = 2\n"},
		{false, "[S]\r\nb=\"2\"\r\n", "", "n=\"1\"\r\n[S]\r\nb=\"2\"\r\n"},
		{false, "a = 1\n[S]\n[T]\n", "S", "a = 1\n[S]\nn = 1\n[T]\n"},
		{false, "[S]\n# c\n[T]\nb=2", "T", "[S]\n# c\n[T]\nb=2\nn=1"},
	} {
		f := rsp(tc.in)
		if tc.sas {
			f = sas(tc.in)
		}
		edits, err := f.Append(tc.section, "n", "1", "w")
		require.NoError(t, err)
		require.Equal(t, tc.want, apply(t, f, edits), "%q", tc.in)
	}
	for _, in := range []string{"", "# c\n", "a\nb\n"} {
		_, err := sas(in).Append("", "n", "1", "w")
		require.ErrorContains(t, err, "write the first line by hand", "%q", in)
	}
	_, err := rsp("[S]\n").Append("T", "n", "1", "w")
	require.ErrorContains(t, err, "there is no section [T]")
}

func TestRemove(t *testing.T) {
	for in, want := range map[string]string{
		"# c\nk=v\nb=1\n": "# c\nb=1\n", "a=1\r\nk=v": "a=1", "k=v": "", "\xEF\xBB\xBFk=v": "\xEF\xBB\xBF", "a=1\rk=v\r": "a=1\r",
	} {
		f := sas(in)
		edits, err := f.Remove(first(t, f, "k"), "w")
		require.NoError(t, err)
		require.Equal(t, want, apply(t, f, edits))
	}
	f := rsp("[S]\na=1\n")
	_, err := f.Remove(slices.Collect(f.Lines())[0], "w")
	require.ErrorContains(t, err, "would get into the one before")
}

func TestCommentOutAndBack(t *testing.T) {
	for in, want := range map[string]string{
		"k=v\n":                  "#k=v\n",
		"  %k : v \r\n":          "  #%k : v \r\n",
		"k v":                    "#k v",
		"; c\rk=v\r":             "; c\r;k=v\r",
		"\xEF\xBB\xBFk=\xC3\xA9": "\xEF\xBB\xBF#k=\xC3\xA9",
		"k=\"\xE9\"":             "#k=\"\xE9\"",
		"a b\nk\n":               "a b\n#k\n",
	} {
		f := sas(in)
		l := first(t, f, "k")
		edits, err := f.CommentOut(l, "w")
		require.NoError(t, err)
		got := apply(t, f, edits)
		require.Equal(t, want, got)
		after := sas(got)
		n := 0
		for c := range after.CommentedOut() {
			if c.Key == "k" {
				require.Equal(t, f.Value(l), c.Value)
				require.Equal(t, in, apply(t, after, after.Uncomment(c, "w")))
				n++
			}
		}
		if in == "k v" {
			require.Zero(t, n, "prose looks the same, and no other line tells")
			continue
		}
		require.Equal(t, 1, n, "%q", got)
	}
	_, err := sas("# c\n").CommentOut(slices.Collect(sas("# c\n").Lines())[0], "w")
	require.ErrorContains(t, err, "only a key and its value")
}

func TestCommentedOutByHand(t *testing.T) {
	f := sas("# A note: see below\n#k=1\n# k = 2\n  ;k:3\n#not a pair\n##k=4\n#/x\n#hub.ip 5\n")
	var got []string
	for c := range f.CommentedOut() {
		got = append(got, c.Key+"="+c.Value)
	}
	require.Equal(t, []string{"k=1", "k=2", "k=3", "hub.ip=5"}, got)
}

// verbs tries every verb at one line and checks that no problem is new, that
// nothing else is read otherwise, and that what should be undone is.
func verbs(t *testing.T, f *File, pick int) {
	if f.Source().ReadOnly() || len(slices.Collect(f.Lines())) == 0 {
		return
	}
	l := slices.Collect(f.Lines())[pick%len(slices.Collect(f.Lines()))]
	before := reading(f)
	same := f.Source().Format() // without the guess, which an edit may change
	charset := f.Source().Charset()
	same.Charset = func([]byte) parsers.Charset { return charset }
	after := func(edits []parsers.Edit, values int) *File {
		t.Helper()
		raw, err := parsers.Apply(f.Source(), edits)
		require.NoError(t, err)
		result := same.Read("f", raw).(*File)
		parserstest.Invariants(t, result)
		require.LessOrEqual(t, len(result.Problems()), len(f.Problems()))
		require.Len(t, reading(result), len(before)+values)
		return result
	}
	isPair := 0
	if l.Kind == Pair {
		isPair = 1
	}
	if edits, err := f.Remove(l, "w"); err == nil {
		after(edits, -isPair)
	}
	if edits, err := f.AddAfter(l, "new.key", "1", "w"); err == nil {
		added := after(edits, 1)
		section := ""
		for in, n := range added.Sections() {
			if n.Kind == Pair && n.Key().Start > l.Key().Start && added.Key(n) == "new.key" {
				section = in
				edits, err = added.Remove(n, "w")
				require.NoError(t, err)
				raw, err := parsers.Apply(added.Source(), edits)
				require.NoError(t, err)
				require.Equal(t, string(f.Source().Bytes()), string(raw))
				break
			}
		}
		if edits, err = f.Append(section, "new.key", "é", "w"); err == nil && charset != parsers.ASCII {
			after(edits, 1)
		}
	}
	for c := range f.CommentedOut() {
		if c.Span == l.Span() {
			after(f.Uncomment(c, "w"), 1)
		}
	}
	if l.Kind != Pair {
		return
	}
	if edits, err := f.SetValue(l, "né w", "w"); err == nil {
		after(edits, 0)
	}
	edits, err := f.CommentOut(l, "w")
	require.NoError(t, err)
	after(edits, -1)
}

func FuzzRespfile(f *testing.F) {
	for _, in := range []string{
		"", "k=v\n", "%k : v \r\n#x y\r[S]\n", "\xEF\xBB\xBFa b\r\n/\n", "a=\xE9\nb='c'", "[S]\nA=\"x\"\n[T]", "\xFF\xFEa\x00=\x00b\x00", "a\nb\nc d\n# cast.admin_pwd x\ncast.admin_pwd,x",
	} {
		f.Add([]byte(in), uint8(0), true)
		f.Add([]byte(in), uint8(1), false)
	}
	f.Fuzz(func(t *testing.T, raw []byte, pick uint8, isSAS bool) {
		format := RSPFormat
		if isSAS {
			format = SASFormat
		}
		d := format.Read("f", raw).(*File)
		parserstest.Invariants(t, d)
		verbs(t, d, int(pick))
		for _, s := range parsers.Secrets(d) {
			require.LessOrEqual(t, s.End, len(d.Source().Text()))
		}
	})
}
