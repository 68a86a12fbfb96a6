package properties

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func parse(text string) *File { return Parse(parsers.NewSource("a.properties", []byte(text), Format)) }

// apply gives the text after the edits, having checked the invariants.
func apply(t *testing.T, f *File, edits []parsers.Edit) string {
	t.Helper()
	raw, err := parsers.Apply(f.Source(), edits)
	require.NoError(t, err)
	parserstest.Invariants(t, Format.Read("a.properties", raw))
	return string(raw)
}

func TestValues(t *testing.T) {
	f := parse("a = 1\r\n# c\n  b\\\n   c : x\\\n  y \nk=first\nk=second\ndb.password=s\\u0041\n")
	parserstest.Invariants(t, f)
	var got []string
	for v := range f.Values() {
		line := v.Path + "=" + v.Text
		if v.Secret {
			line += " secret"
		}
		got = append(got, line)
	}
	require.Equal(t, []string{"a=1", "bc=xy ", "k=first", "k[2]=second", "db.password=sA secret"}, got)
	last, ok := f.Get("k")
	require.True(t, ok)
	require.Equal(t, "second", last)
}

func TestEncodings(t *testing.T) {
	for raw, want := range map[string]string{
		"k=\xC3\xA9\n":               "é", // valid UTF-8
		"k=\xE9\n":                   "é", // not UTF-8, so ISO-8859-1
		"\xEF\xBB\xBFk=\xC3\xA9\n":   "é", // a byte order mark is no part of the key
		"\xFF\xFEk\x00=\x00\xE9\x00": "é", // UTF-16
	} {
		f := parse(raw)
		parserstest.Invariants(t, f)
		got, ok := f.Get("k")
		require.True(t, ok, "%q", raw)
		require.Equal(t, want, got, "%q", raw)
	}
}

func TestMalformedEscape(t *testing.T) {
	f := parse("a=1\nb=x\\u12\\\n  3g\n")
	require.Len(t, f.Problems(), 1)
	p := f.Problems()[0]
	require.Equal(t, MalformedEscapeRule, p.Rule)
	require.Equal(t, `\u`, string(f.Source().Slice(p.Span)))
	require.Equal(t, "2:4", f.Source().Position(p.Span.Start).String())
}

func TestSetValue(t *testing.T) {
	for _, tc := range []struct{ in, value, want string }{
		{"k=v\n", "w", "k=w\n"},
		{"k : v\r\n", "w", "k : w\r\n"},
		{"k=v", "w", "k=w"},
		{"k\n", "w", "k=w\n"},
		{"k=a\\\n  b\nx=1", "c", "k=c\nx=1"},
		{"k=v\n", " é\\\t", `k=\ \u00E9\\\t` + "\n"},
		{"k=v\n", "😀", `k=\uD83D\uDE00` + "\n"},
		{"k=\xE9", "\u20AC", `k=\u20AC`},
		{"k=v", "v", "k=v"},
		{"k=v", "", "k="},
	} {
		f := parse(tc.in)
		got := apply(t, f, f.SetValue(f.Lines()[0], tc.value, "w"))
		require.Equal(t, tc.want, got)
		read, _ := parse(got).Get("k")
		require.Equal(t, tc.value, read)
	}
}

func TestAddThenRemoveIsTheSameFile(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"k=v\n", "k=v\nn=1\n"},
		{"  k : v\r\nx=1", "  k : v\r\n  n : 1\r\nx=1"},
		{"k=v", "k=v\nn=1"},
		{"a=1\r\nk=v", "a=1\r\nk=v\r\nn=1"},
		{"k=v\n# about x\nx=1\n", "k=v\nn=1\n# about x\nx=1\n"},
		{"k=a\\\n b\nx=1", "k=a\\\n b\nn=1\nx=1"},
		{"k v\rx y\r", "k v\rn 1\rx y\r"},
	} {
		f := parse(tc.in)
		var at Line
		for at = range f.Pairs("k") {
		}
		edits, err := f.AddAfter(at, "n", "1", "w")
		require.NoError(t, err)
		got := apply(t, f, edits)
		require.Equal(t, tc.want, got)
		f = parse(got)
		for l := range f.Pairs("n") {
			require.Equal(t, tc.in, apply(t, f, f.Remove(l, "w")))
		}
	}
}

func TestRemoveSeveral(t *testing.T) {
	for _, tc := range []struct{ in, remove, want string }{
		{"a=1\nb=1\nc=1\n", "ac", "b=1\n"},
		{"a=1\nb=1\nc=1", "bc", "a=1"},
		{"a=1\r\nb=1\r\nc=1", "abc", ""},
		{"a=1\nb=1\nc=1", "ac", "b=1"},
		{"\xEF\xBB\xBFa=1\nb=1", "ab", "\xEF\xBB\xBF"},
		{"a=1\n", "", "a=1\n"},
	} {
		f := parse(tc.in)
		var gone []Line
		for _, l := range f.Lines() {
			if strings.Contains(tc.remove, f.Key(l)) {
				gone = append(gone, l)
			}
		}
		require.Equal(t, tc.want, apply(t, f, f.RemoveAll(gone, "w")), "%q without %s", tc.in, tc.remove)
	}
}

func TestAppend(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "n=1\n",
		"# only\r\n":        "# only\r\nn=1\r\n",
		"# only":            "# only\nn=1",
		"a: 1\n\n# end\n":   "a: 1\nn: 1\n\n# end\n",
		"\xEF\xBB\xBF":      "\xEF\xBB\xBFn=1\n",
		"\xEF\xBB\xBFa=1\n": "\xEF\xBB\xBFa=1\nn=1\n",
	} {
		f := parse(in)
		edits, err := f.Append("n", "1", "w")
		require.NoError(t, err)
		require.Equal(t, want, apply(t, f, edits), "%q", in)
	}
}

func TestNothingIsAddedBehindABackslash(t *testing.T) {
	for _, in := range []string{`k=v\`, "k=v\\\n", `\`} {
		_, err := parse(in).Append("n", "1", "w")
		require.ErrorContains(t, err, "the file ends in a backslash", "%q", in)
	}
}

func TestCommentOutAndBack(t *testing.T) {
	for in, want := range map[string]string{
		"k=v\n":                          "#k=v\n",
		"  k=v":                          "  #k=v",
		"k=a\\\r\n   b,\\\r\n\tc\r\nx=1": "#k=a\\\r\n   #b,\\\r\n\t#c\r\nx=1",
		"k=a\\\n\nx=1":                   "#k=a\\\n\nx=1",
		"k=a\\":                          "#k=a\\",
	} {
		f := parse(in)
		var at Line
		for at = range f.Pairs("k") {
		}
		value, _ := f.Get("k")
		edits, err := f.CommentOut(at, "w")
		require.NoError(t, err)
		got := apply(t, f, edits)
		require.Equal(t, want, got)

		f = parse(got)
		n := 0
		for c := range f.CommentedOut() {
			require.Equal(t, "k", c.Key)
			require.Equal(t, value, c.Value)
			require.Equal(t, in, apply(t, f, f.Uncomment(c, "w")))
			n++
		}
		require.Equal(t, 1, n, "%q", got)
	}
}

func TestCommentedOutByHand(t *testing.T) {
	f := parse("# A note: see below\n#k=1\n# k = 2\n  !k:3\n#not a pair\n##k=4\n#k=5\\\nx=1\n")
	var got []string
	for c := range f.CommentedOut() {
		got = append(got, c.Key+"="+c.Value)
	}
	require.Equal(t, []string{"k=1", "k=2", "k=3"}, got)
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]int{
		"":                                0,
		"# a comment\n":                   0,
		"a=1\nb.c: 2\n":                   20,
		"a=1\\\n  2\nb=3":                 20,
		"UUID=abc / ext4 defaults 0 1\n":  20, // only names tell this from properties
		"/dev/sda1 / ext4 defaults 0 1\n": 0,
		"hello world\n":                   0,
		"<a b='c'/>\n":                    0,
	} {
		require.Equal(t, want, Format.Sniff([]byte(text)), "%q", text)
	}
}

// reading is Java's: the number of pairs and the last value of each key.
type expected struct {
	File  string            `json:"f"`
	Puts  int               `json:"puts"`
	Pairs map[string]string `json:"kv"`
	Err   string            `json:"err"`
}

func compareWithJava(t *testing.T, table, folder string) {
	data, err := os.Open(parserstest.Corpus(t, filepath.Join("expected", table)))
	require.NoError(t, err)
	defer data.Close()
	rows := bufio.NewScanner(data)
	rows.Buffer(nil, 1<<24)
	n := 0
	for rows.Scan() {
		var want expected
		require.NoError(t, json.Unmarshal(rows.Bytes(), &want))
		t.Run(want.File, func(t *testing.T) {
			raw, err := os.ReadFile(parserstest.Corpus(t, filepath.Join(folder, want.File)))
			require.NoError(t, err)
			f := Parse(parsers.NewSource(want.File, raw, latin1))
			if want.Err != "" {
				require.NotEmpty(t, f.Problems(), "Java refuses the file")
				return
			}
			require.Empty(t, f.Problems())
			got, puts := map[string]string{}, 0
			for _, l := range f.Lines() {
				if l.Kind == Pair {
					got[f.Key(l)] = f.Value(l)
					puts++
				}
			}
			require.Equal(t, want.Puts, puts)
			require.Equal(t, want.Pairs, got)
		})
		n++
	}
	require.NoError(t, rows.Err())
	require.NotZero(t, n)
}

func TestCorporaAgainstJava(t *testing.T) {
	compareWithJava(t, "properties.java17.jsonl", "properties")
}

func TestCorporaLinesAgainstJava(t *testing.T) {
	compareWithJava(t, "properties-lines.java17.jsonl", "expected/properties-lines")
}

func TestCorporaRoundTrip(t *testing.T) {
	for _, folder := range []string{"properties", "expected/properties-lines"} {
		for _, file := range parserstest.CorpusFiles(t, folder) {
			t.Run(filepath.Base(file), func(t *testing.T) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				d := Format.Read(file, raw)
				parserstest.Invariants(t, d)
				verbs(t, d.(*File), 7)
			})
		}
	}
}

func TestGoldenRoundTrip(t *testing.T) {
	for _, file := range parserstest.Golden(t, "*.properties") {
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			parserstest.Invariants(t, Format.Read(file, raw))
		})
	}
}

// verbs tries every verb at one line and checks that no problem is new and
// that what should be undone is.
func verbs(t *testing.T, f *File, pick int) {
	if f.Source().ReadOnly() || len(f.Lines()) == 0 {
		return
	}
	l := f.Lines()[pick%len(f.Lines())]
	before := len(f.Problems())
	after := func(edits []parsers.Edit) *File {
		raw, err := parsers.Apply(f.Source(), edits)
		require.NoError(t, err)
		result := Parse(parsers.NewSource("a.properties", raw, sameCharset(f)))
		parserstest.Invariants(t, result)
		require.LessOrEqual(t, len(result.Problems()), before)
		return result
	}
	after(f.Remove(l, "w"))
	if l.Kind != Pair {
		return
	}
	after(f.SetValue(l, "né w\n", "w"))
	if edits, err := f.AddAfter(l, "new.key", "1", "w"); err == nil {
		added := after(edits)
		for n := range added.Pairs("new.key") {
			raw, err := parsers.Apply(added.Source(), added.Remove(n, "w"))
			require.NoError(t, err)
			require.Equal(t, string(f.Source().Bytes()), string(raw))
			break
		}
	}
	edits, err := f.CommentOut(l, "w")
	require.NoError(t, err)
	after(edits)
}

// sameCharset is Format without the guess, which an edit may change.
func sameCharset(f *File) parsers.Format {
	same := Format
	same.Charset = func([]byte) parsers.Charset { return f.Source().Charset() }
	return same
}

func FuzzProperties(f *testing.F) {
	for _, in := range generate(2, 200) {
		f.Add(in, uint8(0))
	}
	f.Fuzz(func(t *testing.T, raw []byte, pick uint8) {
		d := Parse(parsers.NewSource("a.properties", raw, Format))
		parserstest.Invariants(t, d)
		verbs(t, d, int(pick))
		for c := range d.CommentedOut() {
			_, err := parsers.Apply(d.Source(), d.Uncomment(c, "w"))
			if !d.Source().ReadOnly() {
				require.NoError(t, err)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	raw := []byte(strings.Repeat("some.key.with.a.name = a value of ordinary length\n", 100_000))
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(parsers.NewSource("a.properties", raw, Format))
	}
}
