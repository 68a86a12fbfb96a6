package tnsnames

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/parserstest"
)

func read(text string) *File { return Parse(parsers.NewSource("tnsnames.ora", []byte(text), Format)) }

// names are the names of all entries, in upper case.
func names(f *File) []string {
	all := []string{}
	for e := range f.Entries() {
		for _, a := range e.Aliases() {
			all = append(all, strings.ToUpper(a.Text))
		}
	}
	return all
}

func problems(f *File) []string {
	all := []string{}
	for _, p := range f.Problems() {
		all = append(all, fmt.Sprintf("%v %s %s %s", f.Source().Position(p.Span.Start), p.Rule, p.Severity, p.Message))
	}
	return all
}

func values(f *File) []string {
	all := []string{}
	for v := range f.Values() {
		line := v.Path + "=" + v.Text
		if v.Secret {
			line += " secret"
		}
		all = append(all, line)
	}
	return all
}

func TestValues(t *testing.T) {
	f := read("A, b.c =\n (DESCRIPTION =\n  (ADDRESS_LIST = (ADDRESS=(Host = h1)(PORT=1))\n   (address=(HOST=\"h 2\")(KEY='a)b')))\n" +
		"  (CONNECT_DATA = # here\n   (SID = \\\"x)))\nE = //h:1/s?a=(b\nNAMES.DIRECTORY_PATH = (TNSNAMES, EZ)\nPASSWORDS_L = (x)\na = tcp://h\n  /s\n")
	parserstest.Invariants(t, f)
	require.Equal(t, []string{
		"A/DESCRIPTION/ADDRESS_LIST/ADDRESS/HOST=h1", "B.C/DESCRIPTION/ADDRESS_LIST/ADDRESS/HOST=h1",
		"A/DESCRIPTION/ADDRESS_LIST/ADDRESS/PORT=1", "B.C/DESCRIPTION/ADDRESS_LIST/ADDRESS/PORT=1",
		"A/DESCRIPTION/ADDRESS_LIST/ADDRESS[2]/HOST=h 2", "B.C/DESCRIPTION/ADDRESS_LIST/ADDRESS[2]/HOST=h 2",
		"A/DESCRIPTION/ADDRESS_LIST/ADDRESS[2]/KEY=a)b", "B.C/DESCRIPTION/ADDRESS_LIST/ADDRESS[2]/KEY=a)b",
		`A/DESCRIPTION/CONNECT_DATA/SID="x`, `B.C/DESCRIPTION/CONNECT_DATA/SID="x`,
		"E=//h:1/s?a=", "E=b",
		"NAMES.DIRECTORY_PATH=TNSNAMES", "NAMES.DIRECTORY_PATH[2]=EZ",
		"PASSWORDS_L=x secret",
		"A[2]=tcp://h/s",
	}, values(f))
}

func TestSecretsInComments(t *testing.T) {
	f := read("#passwords_l = (x)\n# about PASSWORDS_L\nPASSWORDS_L = (y)\n")
	var hidden []string
	for _, s := range parsers.Secrets(f) {
		hidden = append(hidden, string(f.Source().Slice(s)))
	}
	require.Equal(t, []string{"#passwords_l = (x)", "y"}, hidden)
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]string{
		"a = (description = (address = (host = h)))": "tnsnames", "SID_LIST_L = (SID_LIST = (SID_DESC = (SID_NAME = x)))": "listener",
		"NAMES.DIRECTORY_PATH = (TNSNAMES)": "sqlnet", "SQLNET.EXPIRE_TIME = 10": "sqlnet", "a = b": "", "": "",
	} {
		got := ""
		for _, format := range []parsers.Format{Format, ListenerFormat, SqlnetFormat} {
			if format.Sniff([]byte(text)) > 20 {
				got = format.ID
			}
		}
		require.Equal(t, want, got, text)
	}
}

func TestPitfallsByTheReference(t *testing.T) {
	for _, tc := range []struct {
		text     string
		names    []string
		problems []string
	}{
		{"A=(B=(C=1)\nD=(E=1)\n", []string{"A", "D"}, []string{`1:1 TNS001 error one ")" is missing, so this file works in one client and fails in the other: ` +
			`node-oracledb 26.0 (thin) refuses it (NJS-514: syntax error in connection string); python-oracledb (thin) finds "A" and not "D"`}},
		{"A=(B=(C=1)))\nD=(E=1)\n", []string{"A", "D"}, []string{`1:12 TNS001 warning this ")" closes nothing`}},
		{"A=(B=(C=1))\n)\nD=(E=1)\n", []string{"A", "D"}, []string{`2:1 TNS001 warning this ")" closes nothing`}},
		{"A=(B=(C=\n1))\nD=(E=1)\n", []string{"A", "D"}, []string{"2:1 TNS002 error a word in column 1 continues an entry, which Oracle reads as a new one"}},
		{"A=\n(B=1)\n", []string{"A"}, []string{}},
		{"A=(B=(C=1))\n D=(E=1)\n", []string{"A", "D"}, []string{"2:2 TNS003 error this entry does not begin in column 1, so it continues the line before it"}},
		{" A=(B=1)\n", []string{"A"}, []string{"1:2 TNS003 warning this entry does not begin in column 1, so it continues the line before it"}},
		{"A,\nB=(C=1)\n", []string{"A", "B"}, []string{"2:1 TNS002 warning a word in column 1 continues an entry, which Oracle reads as a new one"}},
		{"some words\nA=(B=1)\n", []string{"A"}, []string{`1:1 TNS004 warning no "=" and no value follow`}},
		{"A\n (B=1)\n", []string{}, []string{`1:1 TNS004 error no "=" behind "A"`}},
		{"A=\nB=(C=1)\n", []string{"A", "B"}, []string{"1:1 TNS004 warning no value follows"}},
		{"A=(B=\"x#1\")\nC=(D=1)\n", []string{"A", "C"}, []string{}},
		{"A=(B=\"x)\nC=(D=1)\n", []string{"A", "C"}, []string{"1:6 TNS005 error this quote is not closed on its line or a continuation of it"}},
		{"(A=1)\n", []string{}, []string{"1:1 TNS004 warning a value that no name stands before"}},
		{"A=(B=1) x\n", []string{"A"}, []string{"1:9 TNS004 error text behind a list, which no reader takes for a part of it"}},
		{"A=(B=x(C=1))\n", []string{"A"}, []string{"1:7 TNS004 error a list behind a word: a value is either"}},
		{"\uFEFFA=(B=1)\r\n\t(C=1)\rD=x", []string{"A", "D"}, []string{}},
	} {
		f := read(tc.text)
		parserstest.Invariants(t, f)
		require.Equal(t, tc.names, names(f), "%q", tc.text)
		require.Equal(t, tc.problems, problems(f), "%q", tc.text)
	}
}

func TestUnknownTiles(t *testing.T) {
	for text, want := range map[string][]string{
		"A=(B=1)\n":                       nil,
		"A=(B=1))\n":                      nil, // node-oracledb drops the parenthesis
		"some words\nA=(B=1)\n":           nil, // and takes the words for a name
		"A\n (B=1) # c\nC=(D=1)\n":        {"A", "(", "B", "=", "1", ")"},
		"A=(B=1) x=y\nC=(D=1)\n":          {"x", "=", "y"},
		"(A=1)\n)\nB=(C=\n":               {"(", "A", "=", "1", ")", ")"},
		"A=(B=(C=1)\n= x\nD=(E=1)) ) z\n": {"=", "x", ")", ")", "z"},
		"some words\nA=(B=\n":             {"some", "words"},
	} {
		f := read(text)
		parserstest.Invariants(t, f)
		var got []string
		for tile := range f.Tiles() {
			if tile.Kind == parsers.Unknown {
				got = append(got, string(f.Source().Slice(tile.Span)))
			}
		}
		require.Equal(t, want, got, "%q", text)
	}
}

func TestCorporaRoundTrip(t *testing.T) {
	for _, folder := range []string{"tnsnames", "oraclenet", "expected/tnsnames-pitfalls"} {
		for _, file := range parserstest.CorpusFiles(t, folder) {
			t.Run(filepath.Base(file), func(t *testing.T) {
				raw, err := os.ReadFile(file)
				require.NoError(t, err)
				parserstest.Invariants(t, Format.Read(file, raw))
			})
		}
	}
}

const entry = `ALIAS%d =
  (DESCRIPTION =
    (ADDRESS_LIST =
      (ADDRESS = (PROTOCOL = TCP)(HOST = db%d.example.com)(PORT = 1521))
    )
    (CONNECT_DATA =
      (SERVICE_NAME = s%d.example.com)
    )
  )

`

func bench(b *testing.B, work func(raw []byte)) {
	for _, n := range []int{1e3, 1e4, 1e5} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var text strings.Builder
			for i := range n {
				fmt.Fprintf(&text, entry, i, i, i)
			}
			raw := []byte(text.String())
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				work(raw)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	bench(b, func(raw []byte) { Parse(parsers.NewSource("tnsnames.ora", raw, Format)) })
}

func BenchmarkValues(b *testing.B) {
	bench(b, func(raw []byte) {
		for range Parse(parsers.NewSource("tnsnames.ora", raw, Format)).Values() {
		}
	})
}

func BenchmarkReadings(b *testing.B) {
	bench(b, func(raw []byte) {
		f := Parse(parsers.NewSource("tnsnames.ora", raw, Format))
		f.Reading(NodeThin)
		f.Reading(PythonThin)
	})
}

func TestNoParam(t *testing.T) {
	require.False(t, Param{}.Child("HOST").Valid())
	require.False(t, Param{}.Child("HOST").Child("PORT").Valid())
}
