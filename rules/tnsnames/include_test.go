package tnsnames_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"cfgtool/parsers"
	"cfgtool/parsers/formats"
	"cfgtool/rules"
	"cfgtool/rules/all"
)

// TestOtherFiles: what rules find in files that were not named.
func TestOtherFiles(t *testing.T) {
	const relative = `1:9 TNS024 python-oracledb looks for "a.ora" beside this file, node-oracledb in the working directory`
	for name, tc := range map[string]struct {
		checked string // the last file named is checked
		others  map[string]string
		want    []string
	}{
		"found":       {"IFILE = /etc/a.ora\n", map[string]string{"etc/a.ora": "B=//h/s\n"}, nil},
		"missing":     {"IFILE = a.ora\n", nil, []string{`1:9 TNS022 the file "/etc/a.ora" is not there`, relative}},
		"cycle":       {"IFILE = /etc/a.ora\n", map[string]string{"etc/a.ora": "IFILE = /etc/tnsnames.ora\n"}, []string{`1:9 TNS022 "/etc/tnsnames.ora" includes itself, by way of 2 files`}},
		"in included": {"IFILE = a.ora\n", map[string]string{"etc/a.ora": "IFILE = b.ora\n"}, []string{`1:9 TNS022 the file "/etc/b.ora" is not there`, relative}},
		"variable":    {"IFILE = $HOME/a.ora\n", nil, nil},

		"again behind an include": {"IFILE = /etc/a.ora\nb = //h2/s\n", map[string]string{"etc/a.ora": "B=//h/s\n"},
			[]string{`2:1 TNS006 "b" is named before, in /etc/a.ora; this entry, the last one, counts`}},
		"again in an include": {"b = //h2/s\nIFILE = /etc/a.ora\n", map[string]string{"etc/a.ora": "B=//h/s\nB=//h/s\n"},
			[]string{`2:9 TNS006 "B" is named before; that of /etc/a.ora, the last one, counts`}},
		"again and the same": {"a = //h/s\nA = //H/s\nA = //h/t\n", nil,
			[]string{`2:1 TNS006 "A" is named before; both entries are the same`, `3:1 TNS006 "A" is named before; this entry, the last one, counts`}},
		"the same in an include": {"b = //h/s\nIFILE = /etc/a.ora\n", map[string]string{"etc/a.ora": "B=//h/s\n"},
			[]string{`2:9 TNS006 "B" is named before; both entries are the same`}},
		"included twice": {"IFILE = /etc/a.ora\nIFILE = /etc/a.ora\n", map[string]string{"etc/a.ora": "B=//h/s\n"}, nil},

		"default domain": {"A = //h/s\nB, B.x.org = //h/s\nIFILE = /etc/a.ora\n",
			map[string]string{"etc/sqlnet.ora": "names.default_domain = X.org\n", "etc/a.ora": "C = //h/s\nA.X.ORG = //h/s\n"},
			[]string{`3:9 TNS020 Oracle Client looks "C" up as "C.X.org", which is not here; thin drivers find it as it is`}},
		"directory path": {"# no\nA = //h/s\n", map[string]string{"etc/sqlnet.ora": "NAMES.DIRECTORY_PATH = (LDAP)\n"},
			[]string{"2:1 TNS021 the sqlnet.ora beside this file does not list TNSNAMES in NAMES.DIRECTORY_PATH, so Oracle Client finds no name of it"}},

		"included for one client": {"IFILE = /etc/a.ora\n", map[string]string{"etc/a.ora": "\uFEFFB=//h/s\n"},
			[]string{"1:9 TNS024 the included file /etc/a.ora works in one client and fails in the other: node-oracledb 26.0 (thin) finds \"B\" and not \"\\ufeffB\"; python-oracledb (thin) finds \"\\ufeffB\" and not \"B\""}},
		"too deep": {"IFILE = /1\n", map[string]string{"1": "IFILE = /2\n", "2": "IFILE = /3\n", "3": "IFILE = /4\n", "4": "IFILE = /5\n", "5": "A = //h/s\n"},
			[]string{"1:9 TNS024 python-oracledb reads /5, node-oracledb does not: it follows IFILE 4 files deep"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"etc/tnsnames.ora": {Data: []byte(tc.checked)}}
			for name, text := range tc.others {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			require.ElementsMatch(t, tc.want, findings(t, files, "/etc/tnsnames.ora"))
		})
	}
}

func findings(t *testing.T, files fstest.MapFS, named ...string) []string {
	var docs []parsers.Document
	for _, name := range named {
		raw := files[strings.TrimPrefix(name, "/")].Data
		format, err := formats.All.Detect(name, raw)
		require.NoError(t, err)
		docs = append(docs, format.Read(name, raw))
	}
	var got []string
	for _, f := range (rules.Run{Rules: all.Rules, Formats: formats.All, Root: files}).Check(docs).Findings {
		got = append(got, f.Source.Position(f.Span.Start).String()+" "+f.Rule.ID+" "+f.Message)
	}
	return got
}

// TestSqlnetWithoutNames: a profile may leave tnsnames.ora out where there is none.
func TestSqlnetWithoutNames(t *testing.T) {
	files := fstest.MapFS{"etc/sqlnet.ora": {Data: []byte("NAMES.DIRECTORY_PATH = (LDAP)\n")}}
	require.Empty(t, findings(t, files, "/etc/sqlnet.ora"))
	files["etc/tnsnames.ora"] = &fstest.MapFile{Data: []byte("A = //h/s\n")}
	require.Len(t, findings(t, files, "/etc/sqlnet.ora"), 1)
	require.Len(t, findings(t, files, "/etc/sqlnet.ora", "/etc/tnsnames.ora"), 1, "once, where it is to be mended")
}

// TestOtherIncludes: the other kinds of file include, too.
func TestOtherIncludes(t *testing.T) {
	for _, name := range []string{"etc/listener.ora", "etc/sqlnet.ora"} {
		files := fstest.MapFS{name: {Data: []byte("IFILE = /etc/other.ora\n")}}
		require.Equal(t, []string{`1:9 TNS022 the file "/etc/other.ora" is not there`}, findings(t, files, "/"+name))
		files["etc/other.ora"] = &fstest.MapFile{Data: []byte("TRACE_LEVEL = off\n")}
		require.Empty(t, findings(t, files, "/"+name))
	}
}

// TestTargets: names of included files lead elsewhere, too.
func TestTargets(t *testing.T) {
	files := fstest.MapFS{
		"a/tnsnames.ora": {Data: []byte("IFILE = /c/tnsnames.ora\nB = //h/s\n")},
		"b/tnsnames.ora": {Data: []byte("C = //h2/c\n")},
		"c/tnsnames.ora": {Data: []byte("C = //h/c\n")},
		"d/tnsnames.ora": {Data: []byte("IFILE = /c/tnsnames.ora\n")},
	}
	want := []string{`1:1 TNS023 "C" leads elsewhere than in /a/tnsnames.ora`}
	require.Equal(t, want, findings(t, files, "/a/tnsnames.ora", "/b/tnsnames.ora"))
	require.Equal(t, want, findings(t, files, "/a/tnsnames.ora", "/b/tnsnames.ora", "/c/tnsnames.ora"), "once for an included one")
	require.Equal(t, []string{`1:9 TNS023 "C" leads elsewhere than in /b/tnsnames.ora`}, findings(t, files, "/b/tnsnames.ora", "/d/tnsnames.ora"))
	files["a/tnsnames.ora"].Data = []byte("IFILE = /c/tnsnames.ora\nC = //h2/c\n")
	require.Equal(t, []string{`2:1 TNS006 "C" is named before, in /c/tnsnames.ora; this entry, the last one, counts`},
		findings(t, files, "/a/tnsnames.ora", "/b/tnsnames.ora", "/c/tnsnames.ora"), "the last one counts")
}
